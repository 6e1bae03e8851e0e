/** Its drawing in the gallery of guides. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<rect width="96" height="72" fill="#e9e2d4"/>
<g transform="translate(21 44)">
<path d="M-13-3-11-17-3-11H3l8-6 2 14a13 12 0 0 1-26 0z" fill="#f0954a" stroke="#3a3742" stroke-width="1.6" stroke-linejoin="round"/>
<circle cx="-5" cy="-2" r="1.7" fill="#3a3742"/>
<circle cx="5" cy="-2" r="1.7" fill="#3a3742"/>
<path d="M-2 3h4L0 5z" fill="#3a3742"/></g>
<g fill="none" stroke="#1f8f7d" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round">
<path d="M42 41h12M49 36l5 5-5 5"/></g>
<g transform="translate(74 44)" stroke="#3a3742" stroke-width="1.6" stroke-linejoin="round">
<path d="M-12-9q12-8 24 0v8a12 12 0 0 1-24 0z" fill="#c9a06a"/>
<path d="M-12-9q-7 4-4 15 5 0 6-9zM12-9q7 4 4 15-5 0-6-9z" fill="#8a6238"/>
<path d="M-3 3h6l-3 3z" fill="#3a3742"/>
<g fill="#3a3742" stroke="none"><circle cx="-5" cy="-2" r="1.7"/><circle cx="5" cy="-2" r="1.7"/></g></g></svg>`
