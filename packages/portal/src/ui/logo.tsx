/** The product's mark: a sheet that travels round. Decorative; the name stands beside it. */
export function Logo() {
  return (
    <svg class="circula-header__logo" viewBox="0 0 32 32" fill="none" aria-hidden="true" focusable="false">
      <path d="M27 16a11 11 0 1 1-3.6-8.1" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" />
      <path
        d="M24.6 2.8v5.9h-5.9"
        stroke="currentColor"
        stroke-width="2.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
      <path d="M12 10.5h5.2l3 3v8H12z" fill="currentColor" />
    </svg>
  );
}
