/** Its drawing in the gallery of guides. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<rect width="96" height="72" fill="#e9e2d4"/>
<g transform="translate(22 30)">
<path d="M0 4v22" stroke="#1f8f7d" stroke-width="2.4" stroke-linecap="round"/>
<path d="M0 16q9-8 11 0-8 4-11 0M0 21q-9-7-11 1 8 3 11-1" fill="#1f8f7d"/>
<path d="M-10-6q0 12 10 12T10-6q-5-2-10 3-5-5-10-3z" fill="#e2705a" stroke="#3a3742" stroke-width="1.5" stroke-linejoin="round"/>
<path d="M-5-6q5-8 10 0-2 5-5 5t-5-5z" fill="#e2705a" stroke="#3a3742" stroke-width="1.5"/></g>
<path d="M40 36h14m-4-4 4 4-4 4" fill="none" stroke="#3a3742" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>
<g transform="translate(74 30)">
<path d="M0 4v22" stroke="#1f8f7d" stroke-width="2.4" stroke-linecap="round"/>
<path d="M0 16q9-8 11 0-8 4-11 0M0 21q-9-7-11 1 8 3 11-1" fill="#1f8f7d"/>
<path d="M-10-6q0 12 10 12T10-6q-5-2-10 3-5-5-10-3z" fill="#5a86d6" stroke="#3a3742" stroke-width="1.5" stroke-linejoin="round"/>
<path d="M-5-6q5-8 10 0-2 5-5 5t-5-5z" fill="#5a86d6" stroke="#3a3742" stroke-width="1.5"/></g></svg>`
