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
<g transform="translate(68 46)">
<path d="M-13-3-11-17-3-11H3l8-6 2 14a13 12 0 0 1-26 0z" fill="#f0954a" stroke="#3a3742" stroke-width="1.6" stroke-linejoin="round"/>
<circle cx="-5" cy="-2" r="1.7" fill="#3a3742"/>
<circle cx="5" cy="-2" r="1.7" fill="#3a3742"/>
<path d="M-2 3h4L0 5z" fill="#3a3742"/></g>
<circle cx="86" cy="26" r="8" fill="#5a8fd6" stroke="#3a3742" stroke-width="1.6"/></svg>`
