/** Its drawing in the gallery of guides. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<defs>
<filter id="b">
<feGaussianBlur stdDeviation="2.6"/></filter>
<clipPath id="r">
<path d="M48 0h48v72H48z"/></clipPath></defs>
<rect width="96" height="72" fill="#e9e2d4"/>
<g filter="url(#b)">
<g transform="translate(48 43) scale(1.7)">
<path d="M-13-3-11-17-3-11H3l8-6 2 14a13 12 0 0 1-26 0z" fill="#f0954a" stroke="#3a3742" stroke-width="1.6" stroke-linejoin="round"/>
<circle cx="-5" cy="-2" r="1.7" fill="#3a3742"/>
<circle cx="5" cy="-2" r="1.7" fill="#3a3742"/>
<path d="M-2 3h4L0 5z" fill="#3a3742"/></g></g>
<g clip-path="url(#r)">
<rect width="96" height="72" fill="#e9e2d4"/>
<g transform="translate(48 43) scale(1.7)">
<path d="M-13-3-11-17-3-11H3l8-6 2 14a13 12 0 0 1-26 0z" fill="#f0954a" stroke="#3a3742" stroke-width="1.6" stroke-linejoin="round"/>
<circle cx="-5" cy="-2" r="1.7" fill="#3a3742"/>
<circle cx="5" cy="-2" r="1.7" fill="#3a3742"/>
<path d="M-2 3h4L0 5z" fill="#3a3742"/></g></g>
<path d="M48 8v56" stroke="#fbf8f1" stroke-width="2"/></svg>`
