import type { Config } from '../../config.ts';

const PER_MINUTE = 60;

/** How often one address may look up tracking codes: enough for people, hopeless for guessing 137 bits. */
export function trackingLimit(limits: Config['rateLimits']) {
  if (limits === null) return {};
  return {
    rateLimit: {
      max: Math.min(PER_MINUTE, limits.general),
      timeWindow: 60_000,
      keyGenerator: (request: { ip: string }) => `tracking ${request.ip}`,
    },
  };
}
