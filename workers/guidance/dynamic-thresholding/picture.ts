/** Its drawing in the gallery of guides. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<rect width="96" height="72" fill="#e9e2d4"/>
<path d="M12 58h72" stroke="#b9b2a6" stroke-width="1.6"/>
<path d="M14 58C26 58 30 20 48 20s22 38 34 38z" fill="#1f8f7d" fill-opacity=".85"/>
<path d="M14 58c6 0 10-4 13-10v10zM82 58c-6 0-10-4-13-10v10z" fill="#e2705a"/>
<g stroke="#3a3742" stroke-width="1.8" stroke-linecap="round">
<path d="M27 14v46M69 14v46"/>
<path d="m17 36 6 0m-3-3 3 3-3 3M79 36h-6m3-3-3 3 3 3" fill="none" stroke-linejoin="round"/></g></svg>`
