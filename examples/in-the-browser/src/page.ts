import { Engine, type OpenTask } from '@circula/engine';
import { renderSvg } from '@circula/engine/render';
import xml from './request.bpmn?raw';

/** A process that runs in the page, survives a reload, and shows where it stands. */
const KEPT = 'process';
const status = found('#status');
const tasks = found('#tasks');
const picture = found('#picture');

const kept = localStorage.getItem(KEPT);
const engine = kept === null ? new Engine() : await Engine.restore(JSON.parse(kept));
if (kept === null) {
  await engine.deploy(xml);
  engine.start('request');
}
show();

function show(): void {
  localStorage.setItem(KEPT, JSON.stringify(engine.save()));
  const [instance = ''] = engine.instances();
  const state = engine.state(instance);
  status.textContent = state?.status ?? 'not started';
  tasks.replaceChildren(...engine.tasks(instance).map(entry));
  if (state !== null) picture.innerHTML = renderSvg(xml, state);
}

function entry(task: OpenTask): HTMLElement {
  const item = document.createElement('li');
  const button = document.createElement('button');
  button.textContent = task.name;
  button.addEventListener('click', () => {
    engine.complete(task);
    show();
  });
  item.append(button);
  return item;
}

function found(selector: string): HTMLElement {
  const element = document.querySelector<HTMLElement>(selector);
  if (element === null) throw new Error(`The page has no ${selector}.`);
  return element;
}
