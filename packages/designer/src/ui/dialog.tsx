import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface DialogProps {
  readonly heading: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly footer?: ComponentChildren;
}

/** A modal dialog: focus goes in and comes back, Escape closes, the page behind is inert (the browser's own). */
export function Dialog({ heading, closeLabel, onClose, children, footer }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="dialog__head">
        <h2 id={id}>{heading}</h2>
        <button type="button" class="icon-button" onClick={onClose} aria-label={closeLabel} title={closeLabel}>
          <span aria-hidden="true">×</span>
        </button>
      </div>
      <div class="dialog__body">{children}</div>
      {footer === undefined ? null : <div class="dialog__foot">{footer}</div>}
    </dialog>
  );
}
