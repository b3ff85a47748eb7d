using System.Text.Json;

namespace FlowLang.Driver.Packaging;

/// <summary>Writes `NAME.runtimeconfig.json`, which tells the launcher what .NET runtime to start and with which settings.</summary>
internal static class RuntimeConfig
{
    private const string OldestPatch = "10.0.0";

    /// <param name="runtime">What the program brings; null where it takes what its machine has.</param>
    /// <param name="web">What it uses of ASP.NET Core.</param>
    public static byte[] Write(DotNetRuntime? runtime, WebFramework web) => JsonFile.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("runtimeOptions");
        json.WriteString("tfm", "net10.0");

        // Any patch of the runtime that flowc was built for.
        json.WriteStartArray(runtime is null ? "frameworks" : "includedFrameworks");
        WriteFramework(json, DotNetRuntime.FrameworkName, runtime?.Version ?? OldestPatch);
        if (!web.Assemblies.IsEmpty)
        {
            WriteFramework(json, WebFramework.Name, runtime is null ? OldestPatch : web.Version);
        }

        json.WriteEndArray();

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

    private static void WriteFramework(Utf8JsonWriter json, string name, string version)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("version", version);
        json.WriteEndObject();
    }
}
