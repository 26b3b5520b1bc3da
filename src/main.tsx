import { createRoot } from 'react-dom/client'
import { createRemote } from './backend/remote/remote.ts'
import { App } from './console/app/App.tsx'

/* The composition root of the page: the only place that knows which backend the console talks to. */
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')

createRoot(root).render(<App backend={createRemote({ fetch: window.fetch, baseUrl: '' })} />)
