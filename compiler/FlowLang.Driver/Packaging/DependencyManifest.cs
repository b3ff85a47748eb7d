using System.Collections.Immutable;
using System.Text.Json;

namespace FlowLang.Driver.Packaging;

/// <summary>Writes `NAME.deps.json`: the files that the .NET host may load for a program.</summary>
internal static class DependencyManifest
{
    public static byte[] Write(
        string name, string rid, ImmutableArray<Library> libraries, DotNetRuntime? runtime, WebFramework web) => JsonFile.Write(json =>
    {
        string target = $".NETCoreApp,Version=v10.0/{rid}";
        string pack = $"runtimepack.{DotNetRuntime.FrameworkName}.Runtime.{rid}";
        string webPack = $"runtimepack.{WebFramework.Name}.Runtime.{rid}";
        json.WriteStartObject();
        json.WriteStartObject("runtimeTarget");
        json.WriteString("name", target);
        json.WriteString("signature", "");
        json.WriteEndObject();
        json.WriteStartObject("targets");
        json.WriteStartObject(target);
        WriteProgram(json, name, libraries);
        if (runtime is not null)
        {
            WritePack(json, $"{pack}/{runtime.Version}", runtime.Assemblies, runtime.Natives);
            WritePack(json, $"{webPack}/{web.Version}", web.Assemblies, []);
        }

        foreach (Library library in libraries)
        {
            WriteLibrary(json, library);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("libraries");
        WriteKind(json, $"{name}/1.0.0", "project");
        if (runtime is not null)
        {
            WriteKind(json, $"{pack}/{runtime.Version}", "runtimepack");
            if (!web.Assemblies.IsEmpty)
            {
                WriteKind(json, $"{webPack}/{web.Version}", "runtimepack");
            }
        }

        foreach (Library library in libraries)
        {
            WriteKind(json, $"{library.Name}/{library.Version}", "reference");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void WriteProgram(Utf8JsonWriter json, string name, ImmutableArray<Library> libraries)
    {
        json.WriteStartObject($"{name}/1.0.0");
        json.WriteStartObject("dependencies");
        foreach (Library library in libraries)
        {
            json.WriteString(library.Name, library.Version);
        }

        json.WriteEndObject();
        WriteAssets(json, "runtime", [name + ".dll"]);
        json.WriteEndObject();
    }

    private static void WritePack(Utf8JsonWriter json, string pack, ImmutableArray<string> assemblies, ImmutableArray<string> natives)
    {
        if (!assemblies.IsEmpty)
        {
            json.WriteStartObject(pack);
            WriteAssets(json, "runtime", assemblies);
            WriteAssets(json, "native", natives);
            json.WriteEndObject();
        }
    }

    private static void WriteLibrary(Utf8JsonWriter json, Library library)
    {
        json.WriteStartObject($"{library.Name}/{library.Version}");
        WriteAssets(json, "runtime", [.. library.Assets.Where(a => !a.IsNative).Select(a => a.Path)]);
        WriteAssets(json, "native", [.. library.Assets.Where(a => a.IsNative).Select(a => a.Path)]);
        json.WriteEndObject();
    }

    private static void WriteAssets(Utf8JsonWriter json, string kind, ImmutableArray<string> files)
    {
        if (files.IsEmpty)
        {
            return;
        }

        json.WriteStartObject(kind);
        foreach (string file in files)
        {
            json.WriteStartObject(Path.GetFileName(file));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteKind(Utf8JsonWriter json, string library, string kind)
    {
        json.WriteStartObject(library);
        json.WriteString("type", kind);
        json.WriteBoolean("serviceable", false);
        json.WriteString("sha512", "");
        json.WriteEndObject();
    }
}
