/** Goes to the log-in page, which leads back to where the person is now. */
export function toLogIn(): void {
  location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
}
