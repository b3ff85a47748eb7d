using System.Collections.Immutable;
using System.Text.Json;
using FlowLang.Driver.Packaging;
using FlowLang.Driver.Workspaces;
using FlowLang.Semantics.Binding;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Driver.Locking;

/// <summary>`flow.lock`: the schemas that `flowc lock` found, as JSON that is sorted, readable and committed.</summary>
public static class LockFile
{
    private const int Version = 1;

    public static (SchemaCatalog Catalog, Diagnostic? Mistake) ReadCatalog(string folder)
    {
        (LockedSchemas schemas, Diagnostic? mistake) = Read(folder);
        SchemaCatalog catalog = new(RowsOf(schemas))
        {
            Environments = schemas.Environments.ToImmutableSortedDictionary(e => e.Key, e => RowsOf(e.Value), StringComparer.Ordinal),
        };
        return (catalog, mistake);
    }

    /// <summary>An absent file is an empty one.</summary>
    public static (LockedSchemas Schemas, Diagnostic? Mistake) Read(string folder)
    {
        string path = Path.Combine(folder, Workspace.LockFile);
        if (!File.Exists(path))
        {
            return (LockedSchemas.Empty, null);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            return root.GetProperty("version").GetInt32() == Version
                ? (ReadAll(root), null)
                : (LockedSchemas.Empty, Mistake("it was written by another version of flowc"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return (LockedSchemas.Empty, Mistake(e is FormatException ? e.Message : "it is not the JSON that `flowc lock` writes"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (LockedSchemas.Empty, Mistake(Reasons.Of(e)));
        }
    }

    /// <summary>The file as it lies there; empty where it is absent or can't be read (which <see cref="Read"/> reports).</summary>
    public static byte[] ReadBytes(string folder)
    {
        try
        {
            string path = Path.Combine(folder, Workspace.LockFile);
            return File.Exists(path) ? File.ReadAllBytes(path) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Writes the file aside, then in place of the old one.</summary>
    public static void Write(string folder, byte[] content)
    {
        string path = Path.Combine(folder, Workspace.LockFile);
        try
        {
            File.WriteAllBytes(path + ".tmp", content);
            File.Move(path + ".tmp", path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException($"can't write `{path}`", e) { Why = Reasons.Of(e) };
        }
    }

    public static byte[] Print(LockedSchemas schemas) => JsonFile.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        WriteBoth(json, schemas);
        if (!schemas.Environments.IsEmpty)
        {
            json.WriteStartObject("environments");
            foreach ((string name, LockedSchemas environment) in schemas.Environments)
            {
                json.WriteStartObject(name);
                WriteBoth(json, environment);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    private static ImmutableDictionary<string, RowType> RowsOf(LockedSchemas schemas) =>
        schemas.Sources.ToImmutableDictionary(s => s.Key, s => s.Value.Row);

    private static LockedSchemas ReadAll(JsonElement root)
    {
        LockedSchemas schemas = ReadBoth(root);
        return root.TryGetProperty("environments", out JsonElement environments)
            ? schemas with
            {
                Environments = environments.EnumerateObject()
                    .ToImmutableSortedDictionary(e => e.Name, e => ReadBoth(e.Value), StringComparer.Ordinal),
            }
            : schemas;
    }

    private static LockedSchemas ReadBoth(JsonElement json) =>
        new(ReadSchemas(json.GetProperty("sources")), ReadSchemas(json.GetProperty("sinks")));

    private static void WriteBoth(Utf8JsonWriter json, LockedSchemas schemas)
    {
        WriteSchemas(json, "sources", schemas.Sources);
        WriteSchemas(json, "sinks", schemas.Sinks);
    }

    private static Diagnostic Mistake(string why) =>
        WorkspaceDiagnostics.LockUnreadable(new SourceText(Workspace.LockFile, "").Span(0, 0), why);

    private static ImmutableSortedDictionary<string, LockedSchema> ReadSchemas(JsonElement schemas) =>
        schemas.EnumerateObject().ToImmutableSortedDictionary(
            s => s.Name,
            s => new LockedSchema(
                s.Value.GetProperty("from").GetString() ?? "",
                new RowType([.. s.Value.GetProperty("columns").EnumerateArray().Select(ReadColumn)])),
            StringComparer.Ordinal);

    private static RowField ReadColumn(JsonElement column) => new(
        column.GetProperty("name").GetString() ?? "",
        TypeText.Parse(column.GetProperty("type").GetString() ?? ""),
        column.TryGetProperty("key", out JsonElement key) && key.GetBoolean());

    private static void WriteSchemas(Utf8JsonWriter json, string name, ImmutableSortedDictionary<string, LockedSchema> schemas)
    {
        json.WriteStartObject(name);
        foreach ((string key, LockedSchema schema) in schemas)
        {
            json.WriteStartObject(key);
            json.WriteString("from", schema.From);
            json.WriteStartArray("columns");
            foreach (RowField field in schema.Row.Fields)
            {
                WriteColumn(json, field);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter json, RowField field)
    {
        json.WriteStartObject();
        json.WriteString("name", field.Name);
        json.WriteString("type", field.Type.ToString());
        if (field.IsKey)
        {
            json.WriteBoolean("key", true);
        }

        json.WriteEndObject();
    }
}
