import { readTemplate, type Template } from '../documents/index.ts';

const SOURCE = `
<h1>Recipisă de înregistrare</h1>
<p>{{institution.name}} a primit și a înregistrat cererea.</p>
<table>
  <tr><th>Serviciul</th><td>{{service.name.ro}}</td></tr>
  <tr><th>Număr de înregistrare</th><td><strong>{{request.number}}</strong></td></tr>
  <tr><th>Data înregistrării</th><td>{{date request.date}}</td></tr>
  <tr><th>Termen de soluționare</th><td><strong>{{date deadline.due}}</strong></td></tr>
  {{#if fee.amount}}<tr><th>Taxa achitată</th><td>{{money fee.amount}} lei</td></tr>{{/if}}
</table>
<h2>Urmăriți cererea</h2>
<p>Scanați codul sau deschideți adresa de mai jos. Pagina nu arată nicio dată personală.</p>
<p data-qr="{{tracking.url}}"></p>
<p>{{tracking.url}}</p>
`;

function standard(): Template {
  const { template, problems } = readTemplate(SOURCE);
  if (template === null) throw new Error(`The standard receipt is not a template: ${problems[0]?.message ?? ''}`);
  return template;
}

/** The receipt of request types that bring none of their own. */
export const STANDARD_RECEIPT: Template = standard();
