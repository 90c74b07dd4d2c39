import { useLocation } from 'preact-iso';
import { deskTexts } from '../../texts/desk/index.ts';
import { deskPath, useDesk } from './desk-context.ts';
import { language } from './language.ts';

/** The institution's name; who works for several chooses here, and lands in the other's inbox. */
export function InstitutionSwitch() {
  const { memberships, membership, institution } = useDesk();
  const { route } = useLocation();
  const t = deskTexts(language.value);
  if (memberships.length === 1) return <p class="circula-nav__institution">{membership.institution.name}</p>;
  return (
    <div class="desk-switch">
      <label class="govuk-visually-hidden" for="institution">
        {t('institution')}
      </label>
      <select
        id="institution"
        class="govuk-select"
        value={institution}
        onChange={(event) => route(deskPath.inbox(event.currentTarget.value))}
      >
        {memberships.map((item) => (
          <option key={item.institution.slug} value={item.institution.slug}>
            {item.institution.name}
          </option>
        ))}
      </select>
    </div>
  );
}
