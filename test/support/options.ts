export { NO_OPTIONS } from "../../src/collect/request.ts";
