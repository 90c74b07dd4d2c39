import { assignmentChange, NOBODY } from '../../../model/assignment.ts';
import type { Texts } from '../../../texts/index.ts';
import type { BlockContent, BlockContext } from './block.ts';
import { sameStage, userTask } from './user-task.ts';

const FORM = 'a-doua-opinie';

/**
 * A user task with the opinion form (made when the request type has none), given to a group other than the step's.
 * Output mappings keep the answers of several opinions apart: each under the id of its step.
 */
export function opinion({ step, groups, id, texts, make }: BlockContext): BlockContent {
  const other = groups.find((group) => !step.who.groups.includes(group)) ?? groups[0];
  const variable = id.replaceAll(/[^A-Za-z0-9_]/g, '_');
  const outputs = ['opinie', 'motive'].map((field) =>
    make.create('zeebe:Output', { source: `=${field}`, target: `${variable}_${field}` }),
  );
  return {
    extensions: [
      userTask,
      { type: 'zeebe:FormDefinition', attributes: { formId: FORM } },
      assignmentChange({ ...NOBODY, groups: other === undefined ? [] : [other] }),
      { type: 'zeebe:IoMapping', attributes: { outputParameters: outputs } },
      ...sameStage(step),
    ],
    file: { path: `forms/${FORM}.form`, text: `${JSON.stringify(opinionForm(texts), null, 2)}\n` },
  };
}

function opinionForm({ add: { opinionForm: words } }: Texts): object {
  return {
    type: 'default',
    id: FORM,
    schemaVersion: 18,
    components: [
      {
        type: 'group',
        key: 'opinia',
        label: words.title,
        components: [
          {
            type: 'radio',
            key: 'opinie',
            label: words.verdict,
            validate: { required: true },
            values: [
              { value: 'favorabila', label: words.favourable },
              { value: 'nefavorabila', label: words.unfavourable },
            ],
          },
          { type: 'textarea', key: 'motive', label: words.reasons, validate: { maxLength: 4000 } },
        ],
      },
    ],
  };
}
