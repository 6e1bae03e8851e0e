/** Its drawing in the gallery of guides. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<rect width="96" height="72" fill="#e9e2d4"/>
<rect x="7" y="16" width="34" height="40" rx="3" fill="#26242c"/>
<path d="M7 34q10-8 18-1t16-3v26H7z" fill="#5d5a64"/>
<path d="M7 44q14-8 34 0v12H7z" fill="#98949d"/>
<path d="M28 56V34l5-8 5 8v22z" fill="#efece6"/>
<path d="M44 36h9m-4-4 4 4-4 4" fill="none" stroke="#3a3742" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>
<rect x="56" y="16" width="34" height="40" rx="3" fill="#b4d3e6"/>
<path d="M56 34q10-8 18-1t16-3v26H56z" fill="#1f8f7d"/>
<path d="M56 44q14-8 34 0v12H56z" fill="#93bf76"/>
<path d="M77 56V34l5-8 5 8v22z" fill="#e2705a"/></svg>`
