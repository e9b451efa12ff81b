import { pluginLink } from "../plugin-link.ts";

export const broker = pluginLink("broker", "Web account manager (broker)", "@azure/identity-broker");
