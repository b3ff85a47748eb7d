using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace FlowLang.Hosting.Access;

/// <summary>
/// Browsers that signed in, in memory, for twelve hours; and the proof that a form was made for the browser that sends it (against
/// requests that
/// another site forges): a keyed hash of the browser's session.
/// </summary>
internal sealed class Sessions(TimeProvider time)
{
    private const int Most = 10_000;
    private const int IdBytes = 24;
    private static readonly TimeSpan s_life = TimeSpan.FromHours(12);
    private readonly ConcurrentDictionary<string, (Visitor Visitor, DateTimeOffset Until)> _open = new(StringComparer.Ordinal);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    public static bool IsId(string? text) => text is { Length: 2 * IdBytes } && text.All(char.IsAsciiHexDigitLower);

    public Visitor Open(AccessToken token)
    {
        if (_open.Count >= Most)
        {
            foreach (string id in _open.OrderBy(s => s.Value.Until).Take(Most / 10).Select(s => s.Key))
            {
                _open.TryRemove(id, out _);
            }
        }

        Visitor visitor = new(token.Name, token.Role, NewId());
        _open[visitor.Session ?? ""] = (visitor, time.GetUtcNow() + s_life);
        return visitor;
    }

    public Visitor? Find(string session) =>
        _open.TryGetValue(session, out var open) && open.Until > time.GetUtcNow() ? open.Visitor : null;

    public void Close(string session) => _open.TryRemove(session, out _);

    /// <summary>What a form that is sent from this session must bring.</summary>
    public string FormProof(string session) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(session)));

    public bool Proves(string? proof, string session) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(proof ?? ""), Encoding.UTF8.GetBytes(FormProof(session)));
}
