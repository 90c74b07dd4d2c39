import { useTexts } from '../../ui/language-context.ts';
import { changeTable, type DecisionGrid, type GridChange } from './decision-table.ts';

interface TableEditorProps {
  readonly table: readonly DecisionGrid[];
  readonly source: string;
  readonly readOnly: boolean;
  readonly onChange: (source: string) => void;
}

/** The decision tables of a file, cell by cell; rules are added and removed by buttons. */
export function TableEditor({ table, source, readOnly, onChange }: TableEditorProps) {
  const texts = useTexts();
  const change = (step: GridChange): void => onChange(changeTable(source, step));
  return (
    <div class="table-editor">
      {table.map((grid) => (
        <div key={grid.decision} class="table-editor__table">
          <h3>{texts.table.heading(grid.name)}</h3>
          <p class="muted">
            {texts.table.hitPolicy}: {grid.hitPolicy}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, also by keyboard */}
          <section class="table-scroll" tabIndex={0} aria-label={texts.table.heading(grid.name)}>
            <table class="decision">
              <thead>
                <tr>
                  <th scope="col">{texts.table.rule}</th>
                  {grid.inputs.map((name) => (
                    <th key={`in-${name}`} scope="col">
                      <small>{texts.table.when}</small> {name}
                    </th>
                  ))}
                  {grid.outputs.map((name) => (
                    <th key={`out-${name}`} scope="col" class="decision__output">
                      <small>{texts.table.outcome}</small> {name}
                    </th>
                  ))}
                  {readOnly ? null : (
                    <td>
                      <span class="visually-hidden">{texts.table.removeRule}</span>
                    </td>
                  )}
                </tr>
              </thead>
              <tbody>
                {grid.rules.map((rule, index) => (
                  <tr key={index}>
                    <th scope="row">{index + 1}</th>
                    {[...rule.inputs, ...rule.outputs].map((text, column) => (
                      <td key={column}>
                        <input
                          type="text"
                          value={text}
                          readOnly={readOnly}
                          aria-label={texts.table.cell([...grid.inputs, ...grid.outputs][column] ?? '', index + 1)}
                          onChange={(event) =>
                            change({
                              kind: 'cell',
                              decision: grid.decision,
                              rule: index,
                              column,
                              text: event.currentTarget.value,
                            })
                          }
                        />
                      </td>
                    ))}
                    {readOnly ? null : (
                      <td>
                        <button
                          type="button"
                          class="icon-button"
                          aria-label={`${texts.table.removeRule} ${index + 1}`}
                          title={texts.table.removeRule}
                          onClick={() => change({ kind: 'remove-rule', decision: grid.decision, rule: index })}
                        >
                          <span aria-hidden="true">×</span>
                        </button>
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          {readOnly ? null : (
            <button
              type="button"
              class="button button--small"
              onClick={() => change({ kind: 'add-rule', decision: grid.decision })}
            >
              {texts.table.addRule}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
