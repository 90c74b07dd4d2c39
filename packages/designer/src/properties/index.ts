import { assignmentGroup } from './assignment.ts';
import { clockGroup } from './clock.ts';
import { conditionGroup } from './condition.ts';
import { decisionGroup } from './decision.ts';
import { defaultFlowGroup } from './default-flow.ts';
import { expertGroup } from './expert.ts';
import { formGroup } from './form.ts';
import type { GroupId, PropertiesGroup } from './group.ts';
import { jobGroup } from './job.ts';
import { nameGroup } from './name.ts';
import { scriptGroup } from './script.ts';
import { stageGroup } from './stage.ts';
import { timerGroup } from './timer.ts';

/** Every group, in the order of the panel. Total over the words for them. */
export const propertiesGroups: Readonly<Record<GroupId, PropertiesGroup>> = {
  name: nameGroup,
  assignment: assignmentGroup,
  form: formGroup,
  job: jobGroup,
  decision: decisionGroup,
  script: scriptGroup,
  condition: conditionGroup,
  'default-flow': defaultFlowGroup,
  timer: timerGroup,
  stage: stageGroup,
  clock: clockGroup,
  expert: expertGroup,
};
