using System.Text;

namespace FlowLang.Tests.Servers;

/// <summary>What a <see cref="FileServer"/> answers.</summary>
public sealed record Answer(int Status, byte[] Body)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Announced; null where no length is.</summary>
    public long? Length { get; init; } = Body.Length;

    /// <summary>The connection is closed behind so many bytes of the body.</summary>
    public int? CutAt { get; init; }

    /// <summary>Behind so many bytes nothing more is sent, and the connection stays open.</summary>
    public int? StallsAt { get; init; }

    public static Answer Text(int status, string text, string type = "text/plain") =>
        new(status, Encoding.UTF8.GetBytes(text)) { Headers = { ["Content-Type"] = type } };

    public Answer With(string header, string value) => this with { Headers = new(Headers) { [header] = value } };

    public static Answer Redirect(string to) => new(302, []) { Headers = { ["Location"] = to } };
}
