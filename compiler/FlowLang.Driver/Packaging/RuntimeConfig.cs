using System.Text.Json;

namespace FlowLang.Driver.Packaging;

/// <summary>Writes `NAME.runtimeconfig.json`, which tells the launcher what .NET runtime to start and with which settings.</summary>
internal static class RuntimeConfig
{
    public static byte[] Write(string runtimeVersion, bool isSelfContained) => JsonFile.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("runtimeOptions");
        json.WriteString("tfm", "net10.0");
        if (isSelfContained)
        {
            json.WriteStartArray("includedFrameworks");
            WriteFramework(json, runtimeVersion);
            json.WriteEndArray();
        }
        else
        {
            // Any patch of the runtime that flowc was built for.
            json.WritePropertyName("framework");
            WriteFramework(json, "10.0.0");
        }

        json.WriteStartObject("configProperties");
        json.WriteBoolean("System.GC.Concurrent", false);

        // Buffers of rounds have changing sizes, and a stream has them for months: gaps of more than 30 % are closed.
        json.WriteNumber("System.GC.ConserveMemory", 7);
        json.WriteBoolean("System.GC.Server", false);
        json.WriteBoolean("System.Globalization.Invariant", true);
        json.WriteBoolean("System.Runtime.Serialization.EnableUnsafeBinaryFormatterSerialization", false);

        // A run is a few hot loops for a few seconds: instrumented code would cost it a third of its processor time.
        json.WriteBoolean("System.Runtime.TieredPGO", false);

        // A worker that waits for the next buffer sleeps: where the database shares the processors, spinning takes them from it.
        json.WriteNumber("System.Threading.ThreadPool.UnfairSemaphoreSpinLimit", 0);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void WriteFramework(Utf8JsonWriter json, string version)
    {
        json.WriteStartObject();
        json.WriteString("name", "Microsoft.NETCore.App");
        json.WriteString("version", version);
        json.WriteEndObject();
    }
}
