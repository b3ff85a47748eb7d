using System.Text.Json;

namespace FlowLang.Runtime.Tests.Gcs;

/// <summary>A resumable upload as Cloud Storage keeps one: what arrived, and the condition of the object that it will make.</summary>
internal sealed class UploadSession(RestRequest begin)
{
    public string Bucket { get; } = begin.Path.Split('/')[5];

    public string Name => begin["name"] ?? "";

    public string? Condition => begin["ifGenerationMatch"];

    public JsonElement Described { get; } = JsonDocument.Parse(begin.Body).RootElement;

    public List<byte> Stored { get; } = [];

    public bool IsGone { get; set; }

    /// <summary>The answer to a finished one.</summary>
    public RestAnswer? Made { get; set; }

    /// <summary>Takes a piece that begins where the last ended or before; gives whether all is there.</summary>
    public bool Take(string range, string body)
    {
        // `bytes 0-99/200`, or `bytes */200` for a question.
        string[] parts = range["bytes ".Length..].Split('/');
        if (parts[0] != "*")
        {
            int start = int.Parse(parts[0].Split('-')[0], System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(start, 0, Stored.Count);
            Stored.AddRange(body.Skip(Stored.Count - start).Select(c => (byte)c));
        }

        return Stored.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) == parts[1] && (parts[0] != "*" || parts[1] == "0");
    }
}
