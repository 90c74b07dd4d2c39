import type { Step } from '../../model/steps.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useTexts } from '../../ui/language-context.ts';
import { type BlockId, blocks } from './blocks/index.ts';

interface AddStepDialogProps {
  readonly step: Step;
  /** Whether something can be done in parallel with the step. */
  readonly canSurround: boolean;
  readonly onChoose: (block: BlockId) => void;
  readonly onClose: () => void;
}

/** The menu of blocks in the office's words. */
export function AddStepDialog({ step, canSurround, onChoose, onClose }: AddStepDialogProps) {
  const texts = useTexts();
  return (
    <Dialog
      heading={texts.add.heading(step.name || texts.steps.kinds[step.kind])}
      closeLabel={texts.cancel}
      onClose={onClose}
    >
      <ul class="blocks">
        {Object.values(blocks).map(({ id, place }) => {
          const possible = place === 'after' || canSurround;
          return (
            <li key={id}>
              <button type="button" class="block" data-block={id} disabled={!possible} onClick={() => onChoose(id)}>
                <strong>{texts.add.blocks[id].name}</strong>
                <span>{possible ? texts.add.blocks[id].text : texts.add.unavailable}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
