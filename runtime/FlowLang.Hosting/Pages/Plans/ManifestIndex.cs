using System.Text.Json;

namespace FlowLang.Hosting.Pages.Plans;

/// <summary>
/// Where each named object of the manifest's top lists (<c>pipelines</c>, <c>sources</c>) lies in its text. It is read once, in pieces: the
/// manifest of thousands of pipelines has tens of megabytes, of which a page needs a few thousand bytes.
/// </summary>
internal sealed class ManifestIndex
{
    private const int PieceBytes = 64 * 1024;
    private const int ItemDepth = 2;
    private readonly Dictionary<(string List, string Name), (long Start, int Length)> _places = [];
    private string? _list;
    private string? _name;
    private long _start;
    private bool _isName;

    private ManifestIndex()
    {
    }

    /// <summary>Throws <see cref="JsonException"/> for what is not JSON.</summary>
    public static ManifestIndex Read(Stream manifest)
    {
        ManifestIndex index = new();
        JsonReaderState state = default;
        byte[] buffer = new byte[PieceBytes];
        long before = 0;
        for (int kept = 0, read = -1; read != 0;)
        {
            read = manifest.Read(buffer, kept, buffer.Length - kept);
            Utf8JsonReader reader = new(buffer.AsSpan(0, kept + read), isFinalBlock: read == 0, state);
            while (reader.Read())
            {
                index.Take(ref reader, before);
            }

            state = reader.CurrentState;
            int done = (int)reader.BytesConsumed;
            before += done;
            kept += read - done;
            buffer.AsSpan(done, kept).CopyTo(buffer);
            if (kept == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2); // one text is longer than the piece
            }
        }

        return index;
    }

    /// <summary>The object's place in bytes; null where there is none.</summary>
    public (long Start, int Length)? Find(string list, string name) =>
        _places.TryGetValue((list, name), out (long Start, int Length) place) ? place : null;

    // The first of a name counts.
    private void Take(ref Utf8JsonReader reader, long before)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName when reader.CurrentDepth == ItemDepth - 1:
                _list = reader.GetString();
                break;
            case JsonTokenType.StartObject when reader.CurrentDepth == ItemDepth:
                _start = before + reader.TokenStartIndex;
                _name = null;
                break;
            case JsonTokenType.PropertyName when reader.CurrentDepth == ItemDepth + 1:
                _isName = _name is null && reader.ValueTextEquals("name"u8);
                break;
            case JsonTokenType.String when _isName && reader.CurrentDepth == ItemDepth + 1:
                _name = reader.GetString();
                _isName = false;
                break;
            case JsonTokenType.EndObject when reader.CurrentDepth == ItemDepth && _list is not null && _name is not null:
                _places.TryAdd((_list, _name), (_start, (int)(before + reader.BytesConsumed - _start)));
                break;
        }
    }
}
