import type { CheckoutOrder } from '../payment-provider.ts';

export type SimulatorLanguage = 'ro' | 'hu' | 'en';

const TEXTS = {
  ro: {
    title: 'Plată simulată',
    notice: 'Aceasta este o demonstrație. Nu se ia niciun ban și nu se cere niciun card.',
    what: 'Pentru',
    amount: 'Suma',
    pay: 'Plătește',
    decline: 'Simulează o plată refuzată',
    cancel: 'Renunță',
    invalid: 'Adresa de plată nu este valabilă. Întoarceți-vă la cerere și porniți plata din nou.',
  },
  hu: {
    title: 'Szimulált fizetés',
    notice: 'Ez bemutató. Nem vonunk le pénzt, és nem kérünk kártyát.',
    what: 'Tárgy',
    amount: 'Összeg',
    pay: 'Fizetés',
    decline: 'Elutasított fizetés szimulálása',
    cancel: 'Mégse',
    invalid: 'A fizetési cím érvénytelen. Térjen vissza a kérelemhez, és indítsa újra a fizetést.',
  },
  en: {
    title: 'Simulated payment',
    notice: 'This is a demonstration. No money is taken and no card is asked for.',
    what: 'For',
    amount: 'Amount',
    pay: 'Pay',
    decline: 'Simulate a declined payment',
    cancel: 'Cancel',
    invalid: 'The payment address is not valid. Go back to the request and start the payment again.',
  },
} as const satisfies Record<SimulatorLanguage, Record<string, string>>;

/** The language a browser asks for, Romanian otherwise. */
export function languageOf(accept: string | undefined): SimulatorLanguage {
  const wanted = (accept ?? '')
    .toLowerCase()
    .split(',')
    .map((one) => one.trim().slice(0, 2));
  return wanted.find((one): one is SimulatorLanguage => one === 'ro' || one === 'hu' || one === 'en') ?? 'ro';
}

/** The checkout page: works without JavaScript, by keyboard, at every size. */
export function checkoutPage(order: CheckoutOrder, action: string, language: SimulatorLanguage): string {
  const text = TEXTS[language];
  const amount = new Intl.NumberFormat(language, { style: 'currency', currency: order.currency }).format(
    order.amountMinor / 100,
  );
  return page(
    language,
    text.title,
    `<p class="notice">${text.notice}</p>
<dl><dt>${text.what}</dt><dd lang="ro">${escapeHtml(order.description)}</dd><dt>${text.amount}</dt><dd><strong>${escapeHtml(amount)}</strong></dd></dl>
<form method="post" action="${escapeHtml(action)}">
<button name="decision" value="pay" class="primary">${text.pay}</button>
<button name="decision" value="decline">${text.decline}</button>
<button name="decision" value="cancel">${text.cancel}</button>
</form>`,
  );
}

/** What is shown for an address that was not given out by the simulator. */
export function invalidPage(language: SimulatorLanguage): string {
  return page(language, TEXTS[language].title, `<p>${TEXTS[language].invalid}</p>`);
}

function page(language: SimulatorLanguage, title: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${title} · Circula</title><link rel="stylesheet" href="/simulator/checkout.css"></head>
<body><main><h1>${title}</h1>
${body}
</main></body></html>
`;
}

export const checkoutStyles = `:root { color-scheme: light; font: 1.125rem/1.5 system-ui, sans-serif; }
body { margin: 0; background: #f3f6f8; color: #0b0c0c; }
main { max-width: 34rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; background: #fff; min-height: 100vh; box-sizing: border-box; }
h1 { font-size: 1.75rem; line-height: 1.2; color: #0b4f6c; }
.notice { border-left: 0.4rem solid #0b4f6c; padding: 0.5rem 1rem; background: #f3f6f8; }
dt { color: #44494d; } dd { margin: 0 0 1rem; }
form { display: grid; gap: 0.75rem; }
button { font: inherit; min-height: 2.75rem; padding: 0.6rem 1rem; border: 2px solid #0b4f6c; border-radius: 0.25rem; background: #fff; color: #0b4f6c; cursor: pointer; }
button.primary { background: #0b4f6c; color: #fff; font-weight: 600; }
button:focus-visible { outline: 3px solid #0b0c0c; outline-offset: 2px; background: #ffdd00; color: #0b0c0c; }
`;

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
