/**
 * Moves the focus to the summary of problems when the page opens (some browsers ignore `autofocus` on a section), and
 * from a link in it to its control, with the label in sight.
 */
export function focusErrors(): void {
  const summary = document.querySelector<HTMLElement>('[data-error-summary]');
  if (!summary) return;
  summary.focus();
  summary.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    const control = link
      ? document.getElementById(decodeURIComponent(link.getAttribute('href')?.slice(1) ?? ''))
      : null;
    if (!control) return;
    event.preventDefault();
    const label = control.closest('.govuk-form-group') ?? control;
    label.scrollIntoView();
    control.focus({ preventScroll: true });
  });
}
