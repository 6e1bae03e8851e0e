/** Its drawing in the gallery of guides. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<rect width="96" height="72" fill="#e9e2d4"/>
<circle cx="28" cy="38" r="24" fill="#f2c550" fill-opacity=".55"/>
<circle cx="70" cy="38" r="24" fill="#f2c550" fill-opacity=".55"/>
<g transform="translate(28 42) scale(1)">
<path d="M-13-3-11-17-3-11H3l8-6 2 14a13 12 0 0 1-26 0z" fill="#f0954a" stroke="#3a3742" stroke-width="1.6" stroke-linejoin="round"/>
<circle cx="-5" cy="-2" r="1.7" fill="#3a3742"/>
<circle cx="5" cy="-2" r="1.7" fill="#3a3742"/>
<path d="M-2 3h4L0 5z" fill="#3a3742"/></g>
<g transform="translate(70 40)" stroke="#3a3742" stroke-width="1.6">
<circle cx="-7" cy="-9" r="5" fill="#93bf76"/>
<circle cx="7" cy="-9" r="5" fill="#93bf76"/>
<ellipse rx="14" ry="11" fill="#93bf76"/>
<circle cx="-7" cy="-9" r="1.4" fill="#3a3742"/>
<circle cx="7" cy="-9" r="1.4" fill="#3a3742"/>
<path d="M-7 3q7 5 14 0" fill="none" stroke-linecap="round"/></g></svg>`
