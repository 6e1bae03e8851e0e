/** Its drawing in the gallery of guides: whole steps, and steps of which only the outer layers are worked out. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<rect width="96" height="72" fill="#e9e2d4"/>
<g stroke="#3a3742" stroke-width="1.6" stroke-linejoin="round">
<g fill="#f0954a">
<path d="M8 12h16v9H8zM51 12h16v9H51z"/>
<path d="M29.5 12h16v9h-16zM72.5 12h16v9h-16z" fill="#f7c9a0"/></g>
<g fill="#6aa7c4">
<path d="M8 25h16v9H8zM8 38h16v9H8zM8 51h16v9H8zM51 25h16v9H51zM51 38h16v9H51zM51 51h16v9H51z"/></g>
<g fill="none" stroke="#9a948a" stroke-dasharray="3 2.5">
<path d="M29.5 25h16v35h-16zM72.5 25h16v35h-16z"/></g></g>
<g fill="none" stroke="#3a3742" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">
<path d="M26 42h8m-3-3 3 3-3 3M69 42h8m-3-3 3 3-3 3"/></g></svg>`
