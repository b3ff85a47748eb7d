using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FlowLang.Driver.Packaging;

/// <summary>
/// Writes a bill of materials as CycloneDX 1.6 (ECMA-424, https://cyclonedx.org/docs/1.6/json): the program with its own files, packages
/// with theirs, and who needs whom. Nothing in it depends on when or where it is written.
/// </summary>
internal sealed class CycloneDx
{
    private readonly Utf8JsonWriter _json;
    private readonly BillOfMaterials _bill;
    private readonly OutputFolder _output;

    private CycloneDx(Utf8JsonWriter json, BillOfMaterials bill, OutputFolder output) => (_json, _bill, _output) = (json, bill, output);

    /// <param name="bill">The packages.</param>
    /// <param name="name">The program's.</param>
    /// <param name="version">The program's.</param>
    /// <param name="output">Its files.</param>
    public static byte[] Write(BillOfMaterials bill, string name, string version, OutputFolder output) =>
        JsonFile.Write(json => new CycloneDx(json, bill, output).Write(name, version));

    private void Write(string name, string version)
    {
        _json.WriteStartObject();
        _json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        _json.WriteString("bomFormat", "CycloneDX");
        _json.WriteString("specVersion", "1.6");
        _json.WriteString("serialNumber", "urn:uuid:" + Identity(name, version));
        _json.WriteNumber("version", 1);
        Metadata(name, version);
        _json.WriteStartArray("components");
        foreach (BillEntry entry in _bill.Entries)
        {
            Entry(entry);
        }

        _json.WriteEndArray();
        _json.WriteStartArray("dependencies");
        Dependency(name, _bill.Entries.Select(e => e.Purl));
        foreach (BillEntry entry in _bill.Entries)
        {
            Dependency(entry.Purl, _bill.Entries.Where(e => entry.Needs.Contains(e.Name)).Select(e => e.Purl));
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    // A UUID of version 8 (RFC 9562): of what the bill says, so that another bill has another one.
    private string Identity(string name, string version)
    {
        string content = string.Join('\n', [name, version, .. _bill.Entries.Select(e => e.Purl)]);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(content))[..16];
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }

    private void Metadata(string name, string version)
    {
        HashSet<string> ofPackages = [.. _bill.Entries.SelectMany(e => e.Files)];
        _json.WriteStartObject("metadata");
        _json.WriteStartObject("tools");
        _json.WriteStartArray("components");
        _json.WriteStartObject();
        _json.WriteString("type", "application");
        _json.WriteString("name", "flowc");
        _json.WriteString("version", Installation.CompilerVersion);
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteStartObject("component");
        _json.WriteString("type", "application");
        _json.WriteString("bom-ref", name);
        _json.WriteString("name", name);
        _json.WriteString("version", version);
        Files(_output.Files.Where(f => !ofPackages.Contains(f) && !f.EndsWith(Archive.VariablesSuffix, StringComparison.Ordinal)));
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void Entry(BillEntry entry)
    {
        _json.WriteStartObject();
        _json.WriteString("type", entry.IsFramework ? "framework" : "library");
        _json.WriteString("bom-ref", entry.Purl);
        _json.WriteString("name", entry.Name);
        _json.WriteString("version", entry.Version);
        _json.WriteString("scope", "required");
        _json.WriteStartArray("licenses");
        if (entry.Licence is { } licence)
        {
            _json.WriteStartObject();
            _json.WriteStartObject("license");
            _json.WriteString("id", licence);
            _json.WriteEndObject();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteString("purl", entry.Purl);
        Files(entry.Files);
        _json.WriteEndObject();
    }

    private void Files(IEnumerable<string> files)
    {
        _json.WriteStartArray("components");
        foreach (string file in files)
        {
            _json.WriteStartObject();
            _json.WriteString("type", "file");
            _json.WriteString("name", file);
            _json.WriteStartArray("hashes");
            _json.WriteStartObject();
            _json.WriteString("alg", "SHA-256");
            _json.WriteString("content", Convert.ToHexStringLower(SHA256.HashData(_output.Read(file))));
            _json.WriteEndObject();
            _json.WriteEndArray();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Dependency(string component, IEnumerable<string> needs)
    {
        _json.WriteStartObject();
        _json.WriteString("ref", component);
        _json.WriteStartArray("dependsOn");
        foreach (string needed in needs)
        {
            _json.WriteStringValue(needed);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }
}
