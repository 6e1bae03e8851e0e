/** Its drawing in the gallery of guides. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<rect width="96" height="72" fill="#e9e2d4"/>
<rect x="14" y="10" width="68" height="52" rx="2" fill="#c9d8d2"/>
<circle cx="58" cy="40" r="15" fill="#e2705a"/>
<rect x="30" y="20" width="38" height="34" rx="1" fill="none" stroke="#1f8f7d" stroke-width="2.4"/>
<g stroke="#3a3742" stroke-width="1.8" stroke-linecap="round" fill="none">
<path d="M14 5h68M9 10v52"/><path d="m17 2-3 3 3 3M79 2l3 3-3 3M6 13l3-3 3 3M6 59l3 3 3-3"/></g></svg>`
