/** Its drawing in the gallery of guides. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<rect width="96" height="72" fill="#e9e2d4"/>
<g transform="translate(20 44) scale(1)">
<path d="M-13-3-11-17-3-11H3l8-6 2 14a13 12 0 0 1-26 0z" fill="#f0954a" stroke="#3a3742" stroke-width="1.6" stroke-linejoin="round"/>
<circle cx="-5" cy="-2" r="1.7" fill="#3a3742"/>
<circle cx="5" cy="-2" r="1.7" fill="#3a3742"/>
<path d="M-2 3h4L0 5z" fill="#3a3742"/></g>
<path d="M40 42h14m-4-4 4 4-4 4" fill="none" stroke="#3a3742" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>
<g transform="translate(74 44)" stroke="#3a3742" stroke-width="1.6" stroke-linejoin="round">
<path d="M-12-4q-1-13 12-13T12-4q1 14-12 14T-12-4z" fill="#c99667"/>
<path d="M-11-12q-8 2-6 12 4 1 7-6zM11-12q8 2 6 12-4 1-7-6z" fill="#8d6440"/>
<circle cx="-5" cy="-4" r="1.4" fill="#3a3742"/>
<circle cx="5" cy="-4" r="1.4" fill="#3a3742"/>
<ellipse cy="2" rx="3" ry="2" fill="#3a3742"/></g></svg>`
