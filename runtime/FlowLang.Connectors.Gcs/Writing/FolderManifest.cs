using System.Collections.Immutable;
using System.Text.Json;

namespace FlowLang.Connectors.Gcs;

/// <summary>
/// What is committed in a folder that FlowLang writes: an object of its own, whose replacing is the commit. See
/// docs/decisions/0014-a-folder-of-objects-has-a-manifest.md.
/// </summary>
/// <param name="Parts">The parts that count. Of objects without <see cref="StorageObject.Run"/> it says nothing: they count.</param>
/// <param name="Replaced">Objects of others that the last replacing put away, until they are deleted.</param>
internal sealed record FolderManifest(ImmutableArray<FolderPart> Parts, ImmutableArray<ReplacedObject> Replaced)
{
    /// <summary>Its name in the folder: neither a glob nor Spark sees it.</summary>
    public const string Name = ".flow-manifest.json";

    private const int Current = 1;

    private static readonly JsonSerializerOptions s_json =
        new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public static FolderManifest Empty { get; } = new([], []);

    public int Version { get; init; } = Current;

    /// <summary>Null where the bytes are no manifest of this version.</summary>
    public static FolderManifest? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<FolderManifest>(bytes, s_json) is
            { Version: Current, Parts.IsDefault: false, Replaced.IsDefault: false } manifest ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, s_json);

    /// <summary>Whether a reader of the folder sees an object of it.</summary>
    /// <param name="name">In the folder.</param>
    /// <param name="file">The object of that name.</param>
    public bool Shows(string name, StorageObject file) => file.Run is not null
        ? Parts.Any(p => p.Name == name)
        : !Replaced.Contains(new ReplacedObject(name, file.Generation));
}
