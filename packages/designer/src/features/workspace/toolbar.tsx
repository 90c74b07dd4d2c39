import type { ComponentChildren } from 'preact';
import { useTexts } from '../../ui/language-context.ts';
import type { Flow } from './use-flow.ts';

interface ToolbarProps {
  readonly flow: Flow;
  readonly tab: 'flow' | 'files';
  readonly onTab: (tab: 'flow' | 'files') => void;
  readonly expert: boolean;
  /** Null where there is nothing to be expert about. */
  readonly onExpert: ((expert: boolean) => void) | null;
  readonly children: ComponentChildren;
}

const tabs = ['flow', 'files'] as const;

/** Parts of the request type, undo, expert mode, zoom; then what the page adds. */
export function Toolbar({ flow, tab, onTab, expert, onExpert, children }: ToolbarProps) {
  const texts = useTexts();
  const { canvas, canUndo, canRedo } = flow;
  const zoom = (by: number): void => {
    const diagram = canvas?.services.canvas;
    if (diagram !== undefined) diagram.zoom(Math.min(4, Math.max(0.2, diagram.zoom() * by)));
  };
  return (
    <div class="toolbar">
      <fieldset class="toolbar__tabs">
        <legend class="visually-hidden">{texts.tabs.label}</legend>
        {tabs.map((name) => (
          <button key={name} type="button" aria-pressed={tab === name} onClick={() => onTab(name)}>
            {texts.tabs[name]}
          </button>
        ))}
      </fieldset>
      {canvas?.editing ? (
        <div class="toolbar__group">
          <IconButton
            label={texts.toolbar.undo}
            sign="↶"
            disabled={!canUndo}
            onClick={() => canvas.editing?.commandStack.undo()}
          />
          <IconButton
            label={texts.toolbar.redo}
            sign="↷"
            disabled={!canRedo}
            onClick={() => canvas.editing?.commandStack.redo()}
          />
        </div>
      ) : null}
      <div class="toolbar__group toolbar__zoom">
        <IconButton label={texts.toolbar.zoomOut} sign="−" disabled={canvas === null} onClick={() => zoom(1 / 1.25)} />
        <IconButton label={texts.toolbar.zoomIn} sign="+" disabled={canvas === null} onClick={() => zoom(1.25)} />
        <IconButton
          label={texts.toolbar.fit}
          sign="⤢"
          disabled={canvas === null}
          onClick={() => canvas?.services.canvas.zoom('fit-viewport', 'auto')}
        />
      </div>
      {onExpert === null ? null : (
        <label class="toolbar__expert">
          <input type="checkbox" checked={expert} onChange={(event) => onExpert(event.currentTarget.checked)} />
          <span>{texts.toolbar.expert}</span>
        </label>
      )}
      <div class="toolbar__end">{children}</div>
    </div>
  );
}

interface IconButtonProps {
  readonly label: string;
  readonly sign: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

function IconButton({ label, sign, disabled, onClick }: IconButtonProps) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
