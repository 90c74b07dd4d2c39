import { useMemo, useState } from 'preact/hooks';
import type { FileDiagnostic, Group } from '../../api/designer-api.ts';
import { idOfPath, type ProcessFiles, pathsOf } from '../../model/process-files.ts';
import { useTexts } from '../../ui/language-context.ts';
import { AddStepDialog } from '../add-step/add-step-dialog.tsx';
import { type BlockId, blocks } from '../add-step/blocks/index.ts';
import { newElementId } from '../add-step/new-element-id.ts';
import type { Connection, Element, Shape } from '../canvas/diagram.ts';
import { errorsOf } from '../problems/problem.ts';
import { type AddPlace, StepList, type StepListActions } from '../step-list/step-list.tsx';
import { type Flow, show } from './use-flow.ts';

interface StepEditorProps {
  readonly flow: Flow;
  readonly files: ProcessFiles;
  readonly groups: readonly Group[];
  readonly problems: readonly FileDiagnostic[];
  readonly readOnly: boolean;
  /** Files that a new step needs and the request type did not have. */
  readonly onFiles: (files: ProcessFiles) => void;
  readonly onDetails: () => void;
}

/** The step list bound to the open canvas: each action is the canvas' own command, so undo is one for both. */
export function StepEditor({ flow, files, groups, problems, readOnly, onFiles, onDetails }: StepEditorProps) {
  const texts = useTexts();
  const [place, setPlace] = useState<AddPlace | null>(null);
  const [said, setSaid] = useState('');
  const { canvas, steps } = flow;
  const errors = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { element } of errorsOf(problems)) {
      if (element !== null) counts.set(element, (counts.get(element) ?? 0) + 1);
    }
    return counts;
  }, [problems]);

  const drawn = (id: string): Element | undefined => canvas?.services.elementRegistry.get(id);
  const label = (id: string): string => {
    const step = steps.find((other) => other.id === id);
    return step === undefined ? id : step.name || texts.steps.kinds[step.kind];
  };
  const focusStep = (id: string | undefined): void => {
    requestAnimationFrame(() =>
      document
        .querySelector<HTMLElement>(id === undefined ? '.step__line' : `[data-step="${CSS.escape(id)}"]`)
        ?.focus(),
    );
  };

  const actions: StepListActions = {
    select: (id) => {
      if (canvas === null) return;
      if (id === flow.selected) canvas.services.selection.select([]);
      else show(canvas, id);
    },
    rename: (id, name) => {
      const element = drawn(id);
      if (element === undefined) return;
      canvas?.editing?.editStep.rename(element, name);
      setSaid(texts.steps.renamed(name));
    },
    assign: (id, assignment) => {
      const element = drawn(id);
      if (element !== undefined) canvas?.editing?.editStep.assign(element, assignment);
    },
    add: setPlace,
    remove: (id) => {
      const element = drawn(id);
      if (element === undefined) return;
      const before = steps[steps.findIndex((step) => step.id === id) - 1];
      const name = label(id);
      canvas?.editing?.editStep.remove(element);
      setSaid(texts.steps.removed(name));
      focusStep(before?.id);
    },
    details: onDetails,
  };

  const add = (blockId: BlockId): void => {
    if (canvas?.editing == null || place === null) return;
    const { insertStep, editStep } = canvas.editing;
    const block = blocks[blockId];
    const source = drawn(place.step.id) as Shape | undefined;
    if (source === undefined) return;
    const id = newElementId(blockId, (candidate) => drawn(candidate) !== undefined);
    const name = texts.add.names[blockId];
    const content = block.content({
      step: place.step,
      groups: groups.map((group) => group.id),
      templates: pathsOf(files, 'document').map(idOfPath),
      forms: pathsOf(files, 'form').map(idOfPath),
      id,
      texts,
      make: editStep.make,
    });
    const step = { block, id, name, content };
    const flowElement = place.flow === null ? undefined : (drawn(place.flow) as Connection | undefined);
    if (block.place === 'beside') insertStep.beside(source, step);
    else if (flowElement === undefined) insertStep.afterLast(source, step);
    else insertStep.onFlow(flowElement, step);
    const { file } = content;
    if (file !== undefined && !(file.path in files)) onFiles({ [file.path]: file.text });
    setPlace(null);
    show(canvas, id);
    setSaid(texts.steps.added(name));
    focusStep(id);
  };

  const around = place === null ? undefined : drawn(place.step.id);
  return (
    <div class="steps-pane">
      <StepList
        steps={steps}
        selected={flow.selected}
        groups={groups}
        errors={errors}
        readOnly={readOnly || canvas?.editing === null}
        actions={actions}
      />
      <p class="visually-hidden" role="status">
        {said}
      </p>
      {place === null ? null : (
        <AddStepDialog
          step={place.step}
          canSurround={around !== undefined && canvas?.editing?.insertStep.canSurround(around as Shape) === true}
          onChoose={add}
          onClose={() => setPlace(null)}
        />
      )}
    </div>
  );
}
