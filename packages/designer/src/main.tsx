import { render } from 'preact';
import { httpDesignerApi } from './api/http-designer-api.ts';
import { App } from './app/app.tsx';
import './styles/app.css';

const root = document.getElementById('app');
if (root === null) throw new Error('the page has no #app');
render(<App api={httpDesignerApi()} />, root);
