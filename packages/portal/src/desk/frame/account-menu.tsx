import { useMutation } from '@tanstack/preact-query';
import { deskTexts } from '../../texts/desk/index.ts';
import { api, dataOf } from '../api/api.ts';
import { useDesk } from './desk-context.ts';
import { language } from './language.ts';

/** Who is logged in, as what, and the way out. */
export function AccountMenu() {
  const { account, membership } = useDesk();
  const t = deskTexts(language.value);
  const signOut = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/v1/session')),
    onSettled: () => {
      sessionStorage.clear();
      location.assign('/login');
    },
  });
  return (
    <div class="desk-account">
      <p class="desk-account__who">
        <span class="desk-account__name">{account.name}</span>
        {membership.title && membership.title !== account.name ? (
          <span class="desk-account__title">{membership.title}</span>
        ) : null}
      </p>
      <button type="button" class="desk-account__out" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        {t('logOut')}
      </button>
    </div>
  );
}
