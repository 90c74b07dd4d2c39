/** What an e-mail says of a message that waits in Circula: that there is one and where, never what it holds. */
export const MAIL_TEXTS = {
  ro: {
    subject: (institution: string) => `${institution}: aveți un mesaj nou`,
    number: (number: number) => `Este despre cererea cu numărul ${number}.`,
    text: (url: string) => `Aveți un mesaj nou. Îl citiți după autentificare, la ${url}`,
    closing: 'Acest mesaj a fost trimis automat; nu răspundeți la el.',
  },
  hu: {
    subject: (institution: string) => `${institution}: új üzenete van`,
    number: (number: number) => `A ${number} számú kérelemről szól.`,
    text: (url: string) => `Új üzenete van. Bejelentkezés után itt olvashatja: ${url}`,
    closing: 'Ez az üzenet automatikus; kérjük, ne válaszoljon rá.',
  },
  en: {
    subject: (institution: string) => `${institution}: you have a new message`,
    number: (number: number) => `It is about request number ${number}.`,
    text: (url: string) => `You have a new message. Log in to read it at ${url}`,
    closing: 'This message was sent automatically; please do not answer it.',
  },
} as const;
