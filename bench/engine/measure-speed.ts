import { CannotRun, caseNamed, type Subject } from './cases.ts';

/** One case of one subject in a process of its own: prints `{ perSecond }`, or `{ cannot }`. */
const SUBJECTS: { readonly [name: string]: () => Promise<Subject> } = {
  circula: async () => (await import('./subject-kernel.ts')).kernel,
  'circula Engine': async () => (await import('./subject-host.ts')).host,
  limit: async () => (await import('./subject-limit.ts')).limit,
  'bpmn-engine': async () => (await import('./subject-bpmn-engine.ts')).bpmnEngine,
  'bpmn-elements': async () => (await import('./subject-bpmn-elements.ts')).bpmnElements,
  wfjs: async () => (await import('./subject-wfjs.ts')).wfjs,
};
const [subjectName = '', caseName = '', warmUp = '400', budget = '800'] = process.argv.slice(2);

async function measure(): Promise<{ perSecond: number } | { cannot: string }> {
  const given = caseNamed(caseName);
  const subject = await SUBJECTS[subjectName]?.();
  if (subject === undefined) throw new Error(`There is no subject ${subjectName}.`);
  try {
    const { run, renew } = await subject.prepare(given);
    /** Instances per second, for at least so many milliseconds and so many instances. */
    const rate = async (milliseconds: number, least: number) => {
      let spent = 0;
      let done = 0;
      while (spent < milliseconds || done < least) {
        const began = performance.now();
        for (let count = 0; count < 100 && performance.now() - began < milliseconds; count += 1) {
          const result = run();
          if (result !== undefined) await result;
          done += 1;
        }
        spent += performance.now() - began;
        if (done % 1_000 === 0) await renew?.();
      }
      return (done * 1_000) / spent;
    };
    await rate(Number(warmUp), 3);
    return { perSecond: (await rate(Number(budget), 3)) * given.elements };
  } catch (error) {
    if (error instanceof CannotRun) return { cannot: error.message };
    return { cannot: `fails: ${error instanceof Error ? error.message : String(error)}` };
  }
}

console.log(JSON.stringify(await measure()));
process.exit(0);
