// What keeps the work, and the program itself, on this machine.
export { keepOffline } from './keepOffline'
export { keepWork } from './keepWork'
