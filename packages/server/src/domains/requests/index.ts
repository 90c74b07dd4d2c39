import type { Domain } from '../../domain.ts';
import { inEachInstitution } from '../institutions/index.ts';
import { fileRoutes } from './file-routes.ts';
import { requestProjection } from './request.projection.ts';
import { requestsRoutes } from './routes.ts';
import { requestSchemas } from './schemas.ts';
import { catchUpWithWords } from './search-words.ts';

export { openApplicantTask } from './open-applicant-task.ts';
export { RECEIPT_JOB } from './order-receipt.ts';
export { answerProblems, answersInvalid, fieldProblem, readAnswers } from './read-answers.ts';
export { findRequestOfInstance, requestByBusinessKey, requestOfInstance } from './request-of-instance.ts';
export { findRequest, ownRequest, type RequestRow, type Viewer, visibleRequest } from './request-row.ts';
export { requestVariables } from './request-variables.ts';
export { type RequestViewer, requestView } from './request-view.ts';
export { Request, WaitsFor } from './schemas.ts';
export { rangeOf, searchedWords, wordsOf } from './search-words.ts';
export { stageViews } from './stage-views.ts';
export { decryptTrackingCode, trackingCodeHash } from './tracking-code.ts';

/** Requests from draft to outcome. */
export const requests: Domain = {
  name: 'requests',
  schemas: requestSchemas,
  setUp: (services) => ({
    routes: async (app) => {
      await fileRoutes(services)(app, {});
      await requestsRoutes(services)(app, {});
    },
    projections: [requestProjection],
    sweep: async () => await inEachInstitution(services.unitOfWork, catchUpWithWords),
  }),
};
