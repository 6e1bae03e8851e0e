/** Its drawing in the gallery of guides. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<rect width="96" height="72" fill="#e9e2d4"/>
<g transform="translate(21 44) scale(1)">
<path d="M-13-3-11-17-3-11H3l8-6 2 14a13 12 0 0 1-26 0z" fill="#f0954a" stroke="#3a3742" stroke-width="1.6" stroke-linejoin="round"/>
<circle cx="-5" cy="-2" r="1.7" fill="#3a3742"/>
<circle cx="5" cy="-2" r="1.7" fill="#3a3742"/>
<path d="M-2 3h4L0 5z" fill="#3a3742"/></g>
<g stroke="#1f8f7d" stroke-width="2.4" stroke-linecap="round">
<path d="M48 36v10M43 41h10"/></g>
<g transform="translate(74 44) scale(1)">
<path d="M-13-3-11-17-3-11H3l8-6 2 14a13 12 0 0 1-26 0z" fill="#f0954a" stroke="#3a3742" stroke-width="1.6" stroke-linejoin="round"/>
<circle cx="-5" cy="-2" r="1.7" fill="#3a3742"/>
<circle cx="5" cy="-2" r="1.7" fill="#3a3742"/>
<path d="M-2 3h4L0 5z" fill="#3a3742"/>
<path d="M-10-12h20l-4-3v-8H-6v8z" fill="#e2705a" stroke="#3a3742" stroke-width="1.6" stroke-linejoin="round"/>
<g fill="#fbf8f1" stroke="#3a3742" stroke-width="1.6">
<circle cx="-5" cy="-2" r="4"/>
<circle cx="5" cy="-2" r="4"/></g>
<circle cx="-5" cy="-2" r="1.5" fill="#3a3742"/>
<circle cx="5" cy="-2" r="1.5" fill="#3a3742"/></g></svg>`
