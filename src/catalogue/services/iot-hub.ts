import { below } from "../host-forms.ts";
import type { ServiceDefinition, VerdictRow } from "../service-definition.ts";
import { allowedBy, get, singleProbe } from "./single-probe.ts";

const NAME = /^([A-Za-z0-9][A-Za-z0-9-]{1,48}[A-Za-z0-9])$/;

/** One answer for a bad token and for a missing role: which of them it is cannot be told. */
const REFUSED: VerdictRow = { status: 401, verdict: "inconclusive", confidence: "inferred" };
/** It was recorded of IoT Hub; of Device Provisioning nothing was (dataplane.md section 20). */
const RECORDED: VerdictRow = { ...REFUSED, body: /IotHubUnauthorizedAccess/, confidence: "observed" };

export const iotHub: ServiceDefinition = singleProbe({
  name: "iot-hub",
  title: "IoT Hub",
  example: "https://<hub>.azure-devices.net",
  hosts: {
    public: below(NAME, "azure-devices.net"),
    usgov: below(NAME, "azure-devices.us"),
    china: below(NAME, "azure-devices.cn"),
  },
  audience: {
    public: "https://iothubs.azure.net",
    usgov: "https://iothubs.azure.us",
    china: "https://iothubs.azure.cn",
  },
  unverifiedAudience: ["china"],
  armType: "Microsoft.Devices/IotHubs",
  probes: [
    {
      level: "read",
      action: "Microsoft.Devices/IotHubs/devices/read",
      roles: [
        { name: "IoT Hub Data Reader", id: "b447c946-2db7-41ec-983d-d8bf3b1c77e3" },
        { name: "IoT Hub Registry Contributor", id: "4ea46cd5-c1b2-4a8e-910b-273211f9ce47" },
        { name: "IoT Hub Data Contributor", id: "4fc6c259-987e-4a07-842e-c321cc9d413f" },
      ],
      request: ({ random }) => get(`/devices/${random}?api-version=2021-04-12`),
      answers: [allowedBy(404, "DeviceNotFound"), RECORDED, REFUSED],
    },
  ],
});

export const deviceProvisioning: ServiceDefinition = singleProbe({
  name: "device-provisioning",
  title: "IoT Hub Device Provisioning Service",
  example: "https://<name>.azure-devices-provisioning.net",
  hosts: {
    public: below(NAME, "azure-devices-provisioning.net"),
    usgov: below(NAME, "azure-devices-provisioning.us"),
    china: below(NAME, "azure-devices-provisioning.cn"),
  },
  audience: {
    public: "https://azure-devices-provisioning.net",
    usgov: "https://azure-devices-provisioning.us",
    china: "https://azure-devices-provisioning.cn",
  },
  unverifiedAudience: ["usgov", "china"],
  armType: "Microsoft.Devices/provisioningServices",
  probes: [
    {
      level: "read",
      action: "Microsoft.Devices/provisioningServices/enrollments/read",
      roles: [
        { name: "Device Provisioning Service Data Reader", id: "10745317-c249-44a1-a5ce-3a4353c0bbd8" },
        { name: "Device Provisioning Service Data Contributor", id: "dfce44e4-17b7-4bd1-a6d1-04996ec95633" },
      ],
      request: ({ random }) => get(`/enrollments/${random}?api-version=2021-10-01`),
      // It was seen to say so of an enrollment that does not exist (azure-docs issue 57082).
      answers: [allowedBy(404, "404201"), allowedBy(404, "404202"), REFUSED],
    },
  ],
});
