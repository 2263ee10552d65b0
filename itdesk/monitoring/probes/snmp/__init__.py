"""Reading devices by SNMP (v1, v2c, v3); the only place that knows an SNMP library."""
