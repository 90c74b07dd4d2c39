// Generated from openapi.json by `npm run generate`; changes here are lost.
export interface paths {
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ok";
                        };
                    };
                };
                /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
                503: {
                    headers: {
                        /** @description Seconds to wait before asking again */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ok";
                        };
                    };
                };
                /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
                503: {
                    headers: {
                        /** @description Seconds to wait before asking again */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A problem */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I */
        get: operations["getSession"];
        put?: never;
        /** Log in */
        post: operations["logIn"];
        /** Log out */
        delete: operations["logOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign up as a citizen and log in */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/api-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tokens of programs, the revoked ones included */
        get: operations["listApiTokens"];
        put?: never;
        /** Make a token for a program; the answer is the only time it can be read */
        post: operations["createApiToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/api-tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a token back */
        delete: operations["revokeApiToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Institutions of this installation */
        get: operations["listInstitutions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An institution with its offices */
        get: operations["getInstitution"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Officials of the institution */
        get: operations["listStaff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find a service; accents and capitals do not matter */
        get: operations["findServices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/services/{service}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The card of a service, with its application form */
        get: operations["getService"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/request-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Request types with their versions and drafts */
        get: operations["listRequestTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/request-types/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A request type: versions and draft */
        get: operations["getRequestType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/request-types/{type}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The files of a published version */
        get: operations["getRequestTypeVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/request-types/{type}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The draft of the next version */
        get: operations["getDraft"];
        /** Save the draft; a stale revision is refused */
        put: operations["saveDraft"];
        post?: never;
        /** Discard the draft */
        delete: operations["discardDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/request-types/{type}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check files without saving them */
        post: operations["checkRequestType"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/request-types/{type}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish the draft as the next version */
        post: operations["publishRequestType"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signed result of a payment, from the payment provider */
        post: operations["acceptPaymentCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register of a year, without gaps */
        get: operations["listRegister"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My messages */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark a message as read */
        post: operations["readNotification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/requests/{request}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a file to a field (multipart, one part named file) */
        post: operations["addFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/requests/{request}/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file, as an attachment */
        get: operations["getFile"];
        put?: never;
        post?: never;
        /** Remove a file from a draft */
        delete: operations["removeFile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/requests/{request}/documents/{document}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A document as PDF */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My requests in all institutions */
        get: operations["listMyRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests of the institution by number, name or text */
        get: operations["findRequests"];
        put?: never;
        /** Start a draft */
        post: operations["startRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/requests/{request}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A request, for its applicant and the officials of its institution */
        get: operations["getRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the answers of a draft */
        patch: operations["saveAnswers"];
        trace?: never;
    };
    "/api/v1/institutions/{institution}/requests/{request}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What is missing or wrong, and the fee */
        post: operations["checkRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/requests/{request}/payment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pay the fee: where to send the browser */
        post: operations["startPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/requests/{request}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submit: check, number, deadline, tracking code, start */
        post: operations["submitRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/requests/{request}/tasks/{key}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The applicant answers what the office asked */
        post: operations["answerRequestTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/requests/{request}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw the request */
        post: operations["withdrawRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/requests/{request}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a request */
        get: operations["getHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/requests/{request}/diagram": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The model of a request with its active and completed elements */
        get: operations["getDiagram"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The inbox: mine, my office’s, all */
        get: operations["listTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/tasks/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A task with its form and its request */
        get: operations["getTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/tasks/{task}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a task */
        post: operations["claimTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/tasks/{task}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a task back to the office */
        post: operations["releaseTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/tasks/{task}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep unfinished answers */
        put: operations["saveTaskDraft"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/tasks/{task}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Complete a task with its answers */
        post: operations["completeTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracking/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a file is; no personal data */
        get: operations["trackRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/instances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Process instances, the youngest first, with who has them, since when, why and until when
         * @description With a range of a variable: ordered by its value, the greatest first, and the youngest first of the same value. A page looks at no more than a thousand instances that may fit: it may hold fewer items than asked for, or none, while `next` says that there is more to look at. Only without `next` is the list at its end.
         */
        get: operations["listInstances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Work that processes and the server have asked for: who has it, how often it was tried, why it failed */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/instances/{instance}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A process instance: what it waits for */
        get: operations["getInstance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/instances/{instance}/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The journal of a process instance, from its beginning, a page at a time */
        get: operations["getJournal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What could not be carried out */
        get: operations["listIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/incidents/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try again what an incident holds */
        post: operations["retryIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/repairs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mend by hand: up to 500 actions with a result each; a dry run takes everything back */
        post: operations["repair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/repairs/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same action for many instances or incidents, up to 500 a call */
        post: operations["repairMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/jobs/fetch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lock waiting jobs for a worker, waiting for some when there are none */
        post: operations["fetchJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/jobs/{job}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep the lock of a job for longer */
        post: operations["extendJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/jobs/{job}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The work is done: the process goes on */
        post: operations["completeJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/jobs/{job}/fail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The work did not succeed: again later, or an incident when no retries are left */
        post: operations["failJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/jobs/{job}/error": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The work ended in a business error that the model may catch */
        post: operations["throwJobError"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/audit/anchors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Signed daily anchors of the audit chain, to be kept elsewhere; `circula verify --anchors` reads them */
        get: operations["listAuditAnchors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand a message to whoever waits for it in the institution, and to what it starts there */
        post: operations["publishMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/institutions/{institution}/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a signal to every instance of the institution that waits for it, and to what it starts there */
        post: operations["broadcastSignal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Text: {
            ro: string;
            hu: string;
            en: string;
        };
        FormSchema: {
            [key: string]: unknown;
        };
        Answers: {
            [key: string]: unknown;
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @description Stable; pages choose their words by it */
            code: string;
            detail?: string;
            errors?: {
                field?: string;
                element?: string;
                line?: number;
                code: string;
                message: string;
                params?: {
                    [key: string]: unknown;
                };
            }[];
        };
        InstitutionSummary: {
            /** Format: uuid */
            id: string;
            slug: string;
            name: string;
            /** @enum {string} */
            kind: "county-council" | "town-hall";
            county: string;
        };
        Session: {
            account: {
                /** Format: uuid */
                id: string;
                login: string;
                name: string;
                locale: "ro" | "hu" | "en";
                email: string | null;
            } | null;
            /** @description For X-CSRF-Token on mutating calls; empty when nobody is logged in */
            csrfToken: string;
            memberships: {
                institution: components["schemas"]["InstitutionSummary"];
                groups: string[];
                roles: ("official" | "administrator")[];
                office: string | null;
                title: string | null;
            }[];
        };
        ApiToken: {
            /** Format: uuid */
            id: string;
            name: string;
            scopes: ("jobs:work" | "messages:publish" | "instances:read")[];
            /** @description Types of jobs it may take; none named: all */
            jobTypes: string[];
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            createdBy: string;
            expiresAt: string | null;
            lastUsedAt: string | null;
            revokedAt: string | null;
        };
        CreatedApiToken: {
            /** @description For `Authorization: Bearer …`; shown this once */
            token: string;
            record: components["schemas"]["ApiToken"];
        };
        Office: {
            slug: string;
            name: components["schemas"]["Text"];
        };
        Institution: {
            /** Format: uuid */
            id: string;
            slug: string;
            name: string;
            /** @enum {string} */
            kind: "county-council" | "town-hall";
            county: string;
            offices: components["schemas"]["Office"][];
            contact: {
                address: string | null;
                phone: string | null;
                email: string | null;
                website: string | null;
            };
        };
        StaffMember: {
            /** Format: uuid */
            accountId: string;
            name: string;
            title: string;
            office: string | null;
            groups: string[];
        };
        ServiceSummary: {
            id: string;
            name: components["schemas"]["Text"];
            summary: components["schemas"]["Text"];
            category: string;
            minutesToFill: number;
            deadline: {
                amount: number;
                /** @enum {string} */
                unit: "working-days" | "calendar-days";
            };
            /** @description Smallest fee in lei, when the service has one */
            feeFrom?: number;
        };
        Service: {
            id: string;
            /** Format: uuid */
            definition: string;
            version: number;
            institution: components["schemas"]["InstitutionSummary"];
            name: components["schemas"]["Text"];
            summary: components["schemas"]["Text"];
            category: string;
            keywords: string[];
            legalBasis: {
                text: string;
                url?: string;
            }[];
            audience: string;
            minutesToFill: number;
            /** @description Id of the application form */
            form: string;
            forms: {
                [key: string]: components["schemas"]["FormSchema"];
            };
            documents: {
                id: string;
                name: components["schemas"]["Text"];
                required: boolean;
                note?: components["schemas"]["Text"];
            }[];
            fee: {
                legalBasis: string;
                effectiveFrom: string;
                /** @description Smallest fee in lei */
                from?: number;
            } | null;
            deadline: {
                amount: number;
                /** @enum {string} */
                unit: "working-days" | "calendar-days";
                excludeFirst: boolean;
                excludeLast: boolean;
                rollToWorkingDay: boolean;
                start: string;
                warnBeforeWorkingDays: number;
                onCompletionRequest: string;
                legalBasis: string;
                effectiveFrom: string;
            };
            process: string;
            stages: {
                id: string;
                name: components["schemas"]["Text"];
                office: string;
            }[];
            outputs: {
                template: string;
                name: components["schemas"]["Text"];
            }[];
            register: string;
            retentionYears: number | string;
        };
        Diagnostic: {
            code: string;
            /** @enum {string} */
            severity: "error" | "warning";
            message: string;
            file: string | null;
            element: string | null;
            line: number | null;
            column: number | null;
            params?: {
                [key: string]: string | number;
            };
        };
        Files: {
            [key: string]: string;
        };
        RequestTypeSummary: {
            id: string;
            name: components["schemas"]["Text"] | null;
            version: number | null;
            publishedAt: string | null;
            openRequests: number;
            hasDraft: boolean;
        };
        Draft: {
            files: components["schemas"]["Files"];
            revision: number;
            basedOn: number | null;
            /** Format: date-time */
            savedAt: string;
            savedBy: string | null;
            diagnostics: components["schemas"]["Diagnostic"][];
        };
        RequestTypeVersion: {
            version: number;
            /** Format: uuid */
            definition: string;
            /** Format: date-time */
            publishedAt: string;
            publishedBy: string | null;
            openRequests: number;
        };
        RequestType: {
            id: string;
            versions: components["schemas"]["RequestTypeVersion"][];
            draft: components["schemas"]["Draft"] | null;
        };
        DraftSaved: {
            revision: number;
            diagnostics: components["schemas"]["Diagnostic"][];
        };
        CheckResult: {
            diagnostics: components["schemas"]["Diagnostic"][];
        };
        Published: {
            version: number;
            /** Format: uuid */
            definition: string;
            diagnostics: components["schemas"]["Diagnostic"][];
        };
        VersionFiles: {
            version: number;
            files: components["schemas"]["Files"];
        };
        DocumentInfo: {
            /** Format: uuid */
            id: string;
            /** @description Template that made it: recipisa, certificat … */
            kind: string;
            title: string;
            version: number;
            mediaType: string;
            sha256: string;
            /** Format: date-time */
            createdAt: string;
            bytes: number;
        };
        Fee: {
            /** @description Lei */
            amount: number;
            /** @enum {string} */
            currency: "RON";
            legalBasis: string;
            explanation: string | null;
        };
        Payment: {
            /** Format: uuid */
            id: string;
            /** @description Lei */
            amount: number;
            /** @enum {string} */
            currency: "RON";
            /** @enum {string} */
            status: "pending" | "paid" | "failed" | "cancelled";
            provider: string;
            /** Format: date-time */
            createdAt: string;
            paidAt: string | null;
        };
        Checkout: {
            checkoutUrl: string;
            payment: components["schemas"]["Payment"];
        };
        CallbackAccepted: {
            accepted: boolean;
        };
        RegisterEntry: {
            register: string;
            year: number;
            number: number;
            /** @enum {string} */
            direction: "incoming" | "outgoing";
            requestId: string | null;
            /** Format: date-time */
            registeredAt: string;
            subject: string;
        };
        RegisterPage: {
            items: components["schemas"]["RegisterEntry"][];
            total: number;
            registers: string[];
        };
        Notification: {
            /** Format: uuid */
            id: string;
            /** @description Key of the text; pages hold the words */
            kind: string;
            requestId: string | null;
            number: number | null;
            params: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            createdAt: string;
            readAt: string | null;
        };
        NotificationList: {
            items: components["schemas"]["Notification"][];
            unread: number;
        };
        DeadlineStep: {
            /** @description `rule`, why the day counts or not, or `due` */
            code: string;
            day: string | null;
            text: components["schemas"]["Text"];
        };
        DeadlineView: {
            due: string | null;
            startedOn: string;
            /** @enum {string} */
            status: "running" | "suspended" | "ended";
            workingDaysLeft: number | null;
            warnAt: string | null;
            explanation: components["schemas"]["DeadlineStep"][];
        };
        FileInfo: {
            /** Format: uuid */
            id: string;
            field: string;
            name: string;
            mediaType: string;
            bytes: number;
            sha256: string;
        };
        StageView: {
            id: string;
            name: components["schemas"]["Text"];
            office: components["schemas"]["Text"] | null;
            /** @enum {string} */
            state: "done" | "current" | "next";
            at: string | null;
        };
        HistoryItem: {
            /** Format: date-time */
            at: string;
            type: string;
            /** @description Key of the text; pages hold the words */
            text: string;
            element: string | null;
            elementName: string | null;
            actorTitle?: string | null;
            office?: components["schemas"]["Text"] | null;
            params?: {
                [key: string]: unknown;
            };
        };
        PendingTask: {
            key: number;
            name: string;
            form: components["schemas"]["FormSchema"] | null;
            variables: {
                [key: string]: unknown;
            };
            draft: components["schemas"]["Answers"] | null;
            note: string | null;
            /** Format: date-time */
            since: string;
        };
        WaitsFor: {
            /** @enum {string} */
            kind: "applicant" | "official" | "system" | "nobody";
            element: string | null;
            name: string | null;
            groups: string[];
            assignee: string | null;
            since: string | null;
        };
        Request: {
            /** Format: uuid */
            id: string;
            institution: components["schemas"]["InstitutionSummary"];
            service: string;
            serviceName: components["schemas"]["Text"];
            version: number;
            /** Format: uuid */
            definition: string;
            channel: string;
            /** @enum {string} */
            status: "draft" | "submitted" | "completed" | "rejected" | "withdrawn";
            answers: components["schemas"]["Answers"];
            applicantName: string;
            files: components["schemas"]["FileInfo"][];
            fee: components["schemas"]["Fee"] | null;
            payment: components["schemas"]["Payment"] | null;
            number: number | null;
            register: string | null;
            registeredOn: string | null;
            deadline: components["schemas"]["DeadlineView"] | null;
            stage: string | null;
            stages: components["schemas"]["StageView"][];
            outcome: string | null;
            instance: string | null;
            trackingCode: string | null;
            documents: components["schemas"]["DocumentInfo"][];
            pendingTask: components["schemas"]["PendingTask"] | null;
            waitsFor: components["schemas"]["WaitsFor"][];
            history: components["schemas"]["HistoryItem"][];
            form: components["schemas"]["FormSchema"];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            revision: number;
        };
        RequestSummary: {
            /** Format: uuid */
            id: string;
            institution: components["schemas"]["InstitutionSummary"];
            service: string;
            serviceName: components["schemas"]["Text"];
            /** @enum {string} */
            status: "draft" | "submitted" | "completed" | "rejected" | "withdrawn";
            number: number | null;
            registeredOn: string | null;
            due: string | null;
            workingDaysLeft: number | null;
            /** @enum {string} */
            clock: "running" | "suspended" | "ended" | "none";
            stage: string | null;
            stageName: components["schemas"]["Text"] | null;
            applicantName?: string;
            /** @description The applicant has something to do */
            needsAnswer: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        FieldProblem: {
            field: string;
            code: string;
            message: string;
            params?: {
                [key: string]: unknown;
            };
        };
        AnswersCheck: {
            problems: components["schemas"]["FieldProblem"][];
            fee: components["schemas"]["Fee"] | null;
        };
        Diagram: {
            xml: string;
            active: string[];
            completed: string[];
            incidents: string[];
        };
        TaskSummary: {
            /** @description `instance:key` */
            id: string;
            /** Format: uuid */
            instance: string;
            key: number;
            name: string;
            element: string;
            /** @enum {string} */
            status: "created" | "reserved" | "completed" | "failed" | "cancelled";
            assignee: string | null;
            assigneeName: string | null;
            candidateGroups: string[];
            requestId: string | null;
            service: string | null;
            number: number | null;
            registeredOn: string | null;
            serviceName: components["schemas"]["Text"] | null;
            applicantName: string | null;
            due: string | null;
            workingDaysLeft: number | null;
            /** @enum {string} */
            clock: "running" | "suspended" | "overdue" | "none";
            priority: number;
            transition: ("creating" | "assigning" | "updating" | "completing" | "canceling") | null;
            /** Format: date-time */
            createdAt: string;
        };
        Task: {
            /** @description `instance:key` */
            id: string;
            /** Format: uuid */
            instance: string;
            key: number;
            name: string;
            element: string;
            /** @enum {string} */
            status: "created" | "reserved" | "completed" | "failed" | "cancelled";
            assignee: string | null;
            assigneeName: string | null;
            candidateGroups: string[];
            requestId: string | null;
            service: string | null;
            number: number | null;
            registeredOn: string | null;
            serviceName: components["schemas"]["Text"] | null;
            applicantName: string | null;
            due: string | null;
            workingDaysLeft: number | null;
            /** @enum {string} */
            clock: "running" | "suspended" | "overdue" | "none";
            priority: number;
            transition: ("creating" | "assigning" | "updating" | "completing" | "canceling") | null;
            /** Format: date-time */
            createdAt: string;
            form: components["schemas"]["FormSchema"] | null;
            draft: components["schemas"]["Answers"] | null;
            variables: {
                [key: string]: unknown;
            };
            request: components["schemas"]["Request"] | null;
            staff: components["schemas"]["StaffMember"][];
            canClaim: boolean;
            canRelease: boolean;
            canComplete: boolean;
            waitsFor: components["schemas"]["WaitsFor"][];
            denied: string | null;
            revision: number;
        };
        TaskList: {
            items: components["schemas"]["TaskSummary"][];
            /** @description Counted up to 500, which stands for that many or more */
            counts: {
                mine: number;
                office: number;
                all: number;
            };
            /** @description How many the view and the search hold, over all pages; counted up to 500, in a search up to 100 */
            total: number;
            /** @description There are more than `total` */
            capped: boolean;
        };
        TaskCompleted: {
            /** @description False: the answers are kept, and something is checked before the task is done */
            done: boolean;
            next: components["schemas"]["TaskSummary"] | null;
        };
        Tracking: {
            institution: {
                name: string;
                slug: string;
            };
            service: string;
            serviceName: components["schemas"]["Text"];
            number: number;
            date: string;
            stage: {
                id: string;
                name: components["schemas"]["Text"];
            } | null;
            office: components["schemas"]["Text"] | null;
            due: string | null;
            workingDaysLeft: number | null;
            /** @enum {string} */
            clock: "running" | "suspended" | "overdue" | "ended";
            /** @enum {string} */
            status: "submitted" | "completed" | "rejected" | "withdrawn";
            steps: {
                id: string;
                name: components["schemas"]["Text"];
                office: components["schemas"]["Text"] | null;
                /** @enum {string} */
                state: "done" | "current" | "next";
                at: string | null;
            }[];
            nextAction: ("answer-completion" | "collect-document") | null;
            /** @description Path of the applicant’s own page, which asks for log-in */
            requestPath: string;
        };
        InstanceView: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            definition: string;
            businessKey: string | null;
            status: string;
            revision: number;
            waits: {
                [key: string]: unknown;
            }[];
            variables: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            createdAt: string;
            endedAt: string | null;
        };
        JournalEntry: {
            seq: number;
            /** Format: date-time */
            at: string;
            type: string;
            element: string | null;
            key: number | null;
            event: {
                [key: string]: unknown;
            };
        };
        JournalPage: {
            items: components["schemas"]["JournalEntry"][];
            next: string | null;
        };
        Incident: {
            /** @description `instance:key` */
            id: string;
            /** Format: uuid */
            instance: string;
            key: number;
            element: string;
            code: string;
            message: string;
            requestId: string | null;
            number: number | null;
            owner: string | null;
            /** @enum {string} */
            status: "open" | "resolved";
            /** Format: date-time */
            raisedAt: string;
            resolvedAt: string | null;
        };
        InstanceWait: {
            /** Format: uuid */
            instance: string;
            key: number;
            element: string;
            /** @enum {string} */
            reason: "task" | "job" | "message" | "signal" | "timer" | "incident" | "condition" | "call" | "join" | "activation" | "events" | "happened" | "reset" | "data" | "transition";
            holder: string | null;
            since: string | null;
            until: string | null;
            incident: string | null;
        };
        InstanceSummary: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            definition: string;
            process: string;
            businessKey: string;
            status: string;
            suspended: boolean;
            parent: string | null;
            /** Format: date-time */
            createdAt: string;
            endedAt: string | null;
            /** @description At most 20 */
            waits: components["schemas"]["InstanceWait"][];
        };
        InstancePage: {
            items: components["schemas"]["InstanceSummary"][];
            next: string | null;
        };
        JobSummary: {
            /** @description `instance:key` */
            id: string;
            /** Format: uuid */
            instance: string;
            /** @enum {string} */
            kind: "service" | "message" | "outward" | "steps";
            type: string;
            element: string | null;
            /** @enum {string} */
            state: "waiting" | "locked" | "failed" | "done";
            owner: string | null;
            retries: number;
            attempts: number;
            /** Format: date-time */
            runAt: string;
            lockedUntil: string | null;
            lastError: string | null;
            /** Format: date-time */
            createdAt: string;
            doneAt: string | null;
        };
        JobPage: {
            items: components["schemas"]["JobSummary"][];
            next: string | null;
        };
        RepairAction: {
            /** @enum {string} */
            type: "retryIncident";
            /** @description `instance:key` */
            incident: string;
        } | {
            /** @enum {string} */
            type: "assignIncident";
            /** @description `instance:key` */
            incident: string;
            owner: string | null;
        } | {
            /** @enum {string} */
            type: "retryJob";
            /** @description `instance:key` */
            job: string;
        } | {
            /** @enum {string} */
            type: "completeJob";
            /** @description `instance:key` */
            job: string;
            variables?: {
                [key: string]: unknown;
            };
            result?: components["schemas"]["JobResult"];
        } | {
            /** @enum {string} */
            type: "cancelJob";
            /** @description `instance:key` */
            job: string;
        } | {
            /** @enum {string} */
            type: "resend";
            /** @description `instance:key` */
            job: string;
        } | {
            /** @enum {string} */
            type: "cancelInstance";
            /** Format: uuid */
            instance: string;
        } | {
            /** @enum {string} */
            type: "suspendInstance";
            /** Format: uuid */
            instance: string;
        } | {
            /** @enum {string} */
            type: "resumeInstance";
            /** Format: uuid */
            instance: string;
        } | {
            /** @enum {string} */
            type: "setVariables";
            /** Format: uuid */
            instance: string;
            scope?: number;
            variables: {
                [key: string]: unknown;
            };
        } | {
            /** @enum {string} */
            type: "modifyInstance";
            /** Format: uuid */
            instance: string;
            variables?: {
                [key: string]: unknown;
            };
            activate?: {
                element: string;
                variables?: {
                    [key: string]: unknown;
                };
                scope?: number;
            }[];
            move?: {
                from: number;
                to: string;
                variables?: {
                    [key: string]: unknown;
                };
            }[];
            terminate?: number[];
            drop?: {
                flow: string;
                scope?: number;
            }[];
        } | {
            /** @enum {string} */
            type: "migrateInstance";
            /** Format: uuid */
            instance: string;
            /** Format: uuid */
            definition: string;
            mappings?: {
                source: string;
                target: string;
                update?: boolean;
            }[];
        } | {
            /** @enum {string} */
            type: "suspendDefinition";
            /** Format: uuid */
            definition: string;
        } | {
            /** @enum {string} */
            type: "resumeDefinition";
            /** Format: uuid */
            definition: string;
        } | {
            /** @enum {string} */
            type: "suspendInstitution";
        } | {
            /** @enum {string} */
            type: "resumeInstitution";
        };
        RepairResult: {
            /** @description On what: `instance:…`, `job:…`, `incident:…`, `definition:…`, `institution` */
            subject: string;
            done: boolean;
            problem: {
                [key: string]: unknown;
            } | null;
            /** @description What happened in the instance, at most 200 steps */
            events: {
                type: string;
                element: string;
            }[];
            status: string | null;
        };
        RepairReport: {
            dryRun: boolean;
            results: components["schemas"]["RepairResult"][];
            next: string | null;
        };
        ExternalJob: {
            /** @description `instance:key`; stable over retries: give it to receivers as idempotency key */
            id: string;
            type: string;
            /**
             * Format: uuid
             * @description Whoever settles the job shows it
             */
            lockToken: string;
            /** Format: date-time */
            lockedUntil: string;
            /** Format: uuid */
            instance: string;
            element: string;
            businessKey: string;
            headers: {
                [key: string]: string;
            };
            variables: {
                [key: string]: unknown;
            };
            /** @description Attempts that are left, this one included */
            retries: number;
            /** @description From 1; grows with every delivery */
            attempt: number;
            /** Format: date-time */
            createdAt: string;
            /** @description W3C trace context of the command that asked for the job, for the trace to go on; null: not traced */
            traceparent: string | null;
        };
        FetchedJobs: {
            jobs: components["schemas"]["ExternalJob"][];
        };
        JobLock: {
            /** Format: date-time */
            lockedUntil: string;
        };
        JobResult: {
            /** @enum {string} */
            type: "adHocSubProcess";
            /** @description What begins next in the ad-hoc subprocess, each with variables of its own */
            activate?: {
                element: string;
                variables?: {
                    [key: string]: unknown;
                };
            }[];
            /** @description Nothing else begins: it is over when what runs in it has ended */
            completed?: boolean;
            /** @description What runs in it ends first */
            cancelRemaining?: boolean;
        } | {
            /** @enum {string} */
            type: "userTask";
            /** @description The task stays as it was */
            denied?: boolean;
            reason?: string;
            /** @description What is absent stays; an assignee or a date that is null goes */
            corrections?: {
                assignee?: string | null;
                candidateGroups?: string[];
                candidateUsers?: string[];
                dueDate?: string | null;
                followUpDate?: string | null;
                priority?: number;
            };
        };
        AuditAnchor: {
            /** Format: uuid */
            institution: string;
            day: string;
            /** @description The last entry of the chain on that day */
            seq: number;
            /** @description Its SHA-256, hexadecimal */
            hash: string;
            /** Format: date-time */
            at: string;
            /** @description Ed25519, SubjectPublicKeyInfo in base64 */
            publicKey: string;
            /** @description Over the canonical JSON of the other fields but publicKey; base64 */
            signature: string;
        };
        MessageReceipt: {
            /** @description It came before with this id, and counts for nothing */
            duplicate: boolean;
            /** @description Who received it, the instances it started included */
            instances: string[];
            /** @description It waits for a receiver */
            buffered: boolean;
        };
        SignalReceipt: {
            /** @description Who received it, the instances it started included */
            instances: string[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    login: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    login: string;
                    password: string;
                    name: string;
                    locale: "ro" | "hu" | "en";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiTokens: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiToken"][];
                    };
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    scopes: ("jobs:work" | "messages:publish" | "instances:read")[];
                    jobTypes?: string[];
                    /** Format: date-time */
                    expiresAt?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiToken"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeApiToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiToken"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInstitutions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["InstitutionSummary"][];
                    };
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInstitution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Institution"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStaff: {
        parameters: {
            query?: {
                group?: string;
            };
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["StaffMember"][];
                    };
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    findServices: {
        parameters: {
            query?: {
                q?: string;
            };
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ServiceSummary"][];
                    };
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Service"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRequestTypes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RequestTypeSummary"][];
                    };
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRequestType: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestType"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRequestTypeVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                type: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionFiles"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    files: {
                        [key: string]: string;
                    };
                    /** @description Revision the change was made on; 0 for the first save */
                    revision: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftSaved"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discardDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkRequestType: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    files: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckResult"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishRequestType: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    revision: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Published"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptPaymentCallback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    institution: string;
                    /** Format: uuid */
                    payment: string;
                    reference: string;
                    /** @enum {string} */
                    status: "paid" | "failed" | "cancelled";
                    /** @description Bani */
                    amountMinor: number;
                    /** @enum {string} */
                    currency: "RON";
                    /** Format: date-time */
                    at: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackAccepted"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRegister: {
        parameters: {
            query?: {
                year?: number;
                register?: string;
                page?: number;
            };
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisterPage"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationList"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readNotification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addFile: {
        parameters: {
            query: {
                field: string;
            };
            header?: never;
            path: {
                institution: string;
                request: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    file: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileInfo"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                request: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                request: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                request: string;
                document: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyRequests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RequestSummary"][];
                    };
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    findRequests: {
        parameters: {
            query?: {
                q?: string;
                status?: "draft" | "submitted" | "completed" | "rejected" | "withdrawn";
                /** @description What lies further behind is reached by narrowing the list */
                page?: number;
            };
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RequestSummary"][];
                        /** @description How many there are over all pages; counted up to 500, in a search up to 100 */
                        total: number;
                        /** @description There are more than `total` */
                        capped: boolean;
                    };
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    service: string;
                    answers?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                request: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveAnswers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                request: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answers: {
                        [key: string]: unknown;
                    };
                    revision?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                request: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnswersCheck"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                request: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A path of this installation, or an address under PUBLIC_URL */
                    returnUrl: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkout"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submitRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                request: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerRequestTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                request: string;
                key: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answers: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                request: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                request: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["HistoryItem"][];
                    };
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDiagram: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                request: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagram"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTasks: {
        parameters: {
            query?: {
                view?: "mine" | "office" | "all";
                q?: string;
                sort?: "due" | "-due" | "created" | "-created" | "number" | "priority";
                /** @description What lies further behind is reached by another order or search */
                page?: number;
            };
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskList"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claimTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveTaskDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answers: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answers: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCompleted"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    trackRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tracking"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInstances: {
        parameters: {
            query?: {
                state?: "active" | "suspended" | "incident" | "completed" | "terminated" | "failed";
                /** @description BPMN id of the process */
                process?: string;
                definition?: string;
                /** @description BPMN id of where it waits for a task, a job, a message, a signal or a timer, or stands with an incident; of a call, ask for where the called instance waits */
                element?: string;
                businessKey?: string;
                /** @description `name:value`, or `name:from..to` for numbers, both included and either left out, of a variable that the request type declares searchable */
                variable?: string;
                /** @description Begun before this instant */
                olderThan?: string;
                /** @description Begun at this instant or after */
                youngerThan?: string;
                /** @description The `next` of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstancePage"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                state?: "open" | "failed" | "done";
                type?: string;
                instance?: string;
                /** @description The `next` of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                instance: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceView"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getJournal: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                institution: string;
                instance: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalPage"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listIncidents: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Incident"][];
                        next: string | null;
                    };
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repair: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For journal and audit; no personal data */
                    reason: string;
                    /**
                     * @description Does everything, tells what came of it, and takes it back
                     * @default false
                     */
                    dryRun?: boolean;
                    actions: components["schemas"]["RepairAction"][];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairReport"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairMany: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For journal and audit; no personal data */
                    reason: string;
                    /**
                     * @description Does everything, tells what came of it, and takes it back
                     * @default false
                     */
                    dryRun?: boolean;
                    action: {
                        /** @enum {string} */
                        type: "retryIncident";
                    } | {
                        /** @enum {string} */
                        type: "cancelInstance";
                    } | {
                        /** @enum {string} */
                        type: "suspendInstance";
                    } | {
                        /** @enum {string} */
                        type: "resumeInstance";
                    } | {
                        /** @enum {string} */
                        type: "migrateInstance";
                        /** Format: uuid */
                        definition: string;
                        mappings?: {
                            source: string;
                            target: string;
                            update?: boolean;
                        }[];
                    };
                    where: {
                        /** Format: uuid */
                        definition?: string;
                        element?: string;
                        incidentCode?: string;
                    };
                    /** @default 100 */
                    limit?: number;
                    /** @description The `next` of the call before */
                    after?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairReport"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fetchJobs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Shown to people as the owner */
                    worker: string;
                    types: string[];
                    /** @default 1 */
                    maxJobs?: number;
                    /**
                     * @description Seconds that the lock holds; after them another worker may take the job
                     * @default 60
                     */
                    lockSeconds?: number;
                    /**
                     * @description Seconds to wait for a job when there is none
                     * @default 0
                     */
                    waitSeconds?: number;
                    /** @description Names to hand out; default: all */
                    variables?: string[];
                    /** @description Only jobs whose variables contain these values */
                    matching?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FetchedJobs"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    extendJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                job: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    lockToken: string;
                    /**
                     * @description Seconds that the lock holds; after them another worker may take the job
                     * @default 60
                     */
                    lockSeconds?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobLock"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                job: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    lockToken: string;
                    variables?: {
                        [key: string]: unknown;
                    };
                    result?: components["schemas"]["JobResult"];
                };
            };
        };
        responses: {
            /** @description No content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    failJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                job: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    lockToken: string;
                    /** @description For people; no personal data */
                    message: string;
                    /** @description Attempts that are left; default: one fewer; 0: incident */
                    retries?: number;
                    /** @description Default: doubled with every attempt, up to a minute */
                    retryAfterSeconds?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        retries: number;
                    };
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    throwJobError: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
                job: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    lockToken: string;
                    /** @description Code of the BPMN error */
                    code: string;
                    message?: string;
                    variables?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description No content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditAnchors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditAnchor"][];
                    };
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As the model names the message */
                    name: string;
                    /** @description Which of the waiting instances is meant; none: those without a key */
                    correlationKey?: string;
                    /** @description The id of the sender: a second one counts for nothing */
                    messageId?: string;
                    /**
                     * @description Seconds that it waits for a receiver when there is none; at most 30 days
                     * @default 0
                     */
                    timeToLiveSeconds?: number;
                    variables?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageReceipt"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    broadcastSignal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                institution: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As the model names the signal */
                    name: string;
                    variables?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalReceipt"];
                };
            };
            /** @description Too much is going on, or what this needs is away: ask again, a POST with the same Idempotency-Key */
            503: {
                headers: {
                    /** @description Seconds to wait before asking again */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
