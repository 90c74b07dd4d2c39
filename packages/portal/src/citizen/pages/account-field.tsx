import type { Language } from '../../texts/translate.ts';
import { describedBy, FormGroup } from '../../ui/form-group.tsx';

/** One line of the log-in and sign-up forms. Passwords are never sent back to the page. */
export function AccountField({
  id,
  type,
  autocomplete,
  label,
  hint,
  language,
  value,
  problem,
}: {
  id: string;
  type: 'text' | 'email' | 'password';
  autocomplete: string;
  label: string;
  hint?: string;
  language: Language;
  value: string;
  problem: string | undefined;
}) {
  return (
    <FormGroup id={id} label={label} hint={hint} language={language} problem={problem}>
      <input
        class={problem ? 'govuk-input govuk-input--error' : 'govuk-input'}
        id={id}
        name={id}
        type={type}
        autocomplete={autocomplete}
        autocapitalize={type === 'text' ? 'words' : 'none'}
        spellcheck={false}
        value={value}
        maxLength={200}
        aria-required="true"
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={describedBy(id, hint, problem)}
      />
    </FormGroup>
  );
}
