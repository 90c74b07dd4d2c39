import type { PageRoutes } from '../page-routes.ts';
import { accessibilityPage } from './accessibility.tsx';
import { answerTaskPage } from './answer-task.tsx';
import { checkAnswersPage } from './check-answers.tsx';
import { confirmationPage } from './confirmation.tsx';
import { findServicePage } from './find-service.tsx';
import { formPage } from './form-page.tsx';
import { institutionPage } from './institution.tsx';
import { logInPage } from './log-in.tsx';
import { myRequestsPage } from './my-requests.tsx';
import { payPage } from './pay.tsx';
import { requestFilePage } from './request-file.tsx';
import { serviceCardPage } from './service-card.tsx';
import { signUpPage } from './sign-up.tsx';
import { trackPage } from './track.tsx';
import { withdrawPage } from './withdraw.tsx';

/** The citizens' pages, in the order in which one meets them. */
export const pages: readonly PageRoutes[] = [
  findServicePage,
  institutionPage,
  serviceCardPage,
  signUpPage,
  logInPage,
  formPage,
  checkAnswersPage,
  payPage,
  confirmationPage,
  myRequestsPage,
  requestFilePage,
  answerTaskPage,
  withdrawPage,
  trackPage,
  accessibilityPage,
];
