using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using FlowLang.Runtime;

namespace FlowLang.Hosting.Access;

/// <summary>
/// The tokens that let in, from a file of hashes (`operator 2c26b46b… alice`) and from FLOW_TOKENS (`operator TOKEN alice;viewer TOKEN`).
/// Comparing takes the same time for every token that is tried.
/// </summary>
internal sealed class TokenList(ImmutableArray<AccessToken> tokens)
{
    public const string Variable = "FLOW_TOKENS";
    private const int ShortestToken = 16;

    public bool IsEmpty => tokens.IsEmpty;

    /// <summary>Throws RT9006 for what can't be read, which names the line and never shows it.</summary>
    public static TokenList Read(string? file, string? variable)
    {
        var tokens = ImmutableArray.CreateBuilder<AccessToken>();
        if (file is not null)
        {
            tokens.AddRange(Entries($"`{file}`", Lines(file), Hash));
        }

        if (!string.IsNullOrWhiteSpace(variable))
        {
            tokens.AddRange(Entries(Variable, variable.Split([';', '\n']), Plain));
        }

        return new TokenList(tokens.ToImmutable());
    }

    /// <summary>Whose token it is; null for nobody's.</summary>
    public AccessToken? Find(string token)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        AccessToken? found = null;
        foreach (AccessToken known in tokens)
        {
            found = CryptographicOperations.FixedTimeEquals(known.Hash.AsSpan(), hash) ? known : found;
        }

        return found;
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FlowException(
                ServeErrors.Tokens($"`{file}`", File.Exists(file) ? "it may not be opened" : "there is no such file"), e);
        }
    }

    private static IEnumerable<AccessToken> Entries(string place, string[] entries, Func<string, byte[]?> hash)
    {
        foreach ((int index, string entry) in entries.Index())
        {
            string[] words = entry.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length == 0 || words[0].StartsWith('#'))
            {
                continue;
            }

            Role role = words[0] switch { "viewer" => Role.Viewer, "operator" => Role.Operator, _ => Role.Anyone };
            byte[]? value = words.Length > 1 ? hash(words[1]) : null;
            if (role == Role.Anyone || value is null)
            {
                throw new FlowException(ServeErrors.Tokens(
                    place, $"entry {index + 1} has {(role == Role.Anyone ? "no role" : "no SHA-256, or a token that is too short")}"));
            }

            yield return new AccessToken(words.Length > 2 ? words[2] : words[0], role, [.. value]);
        }
    }

    private static byte[]? Hash(string text) =>
        text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;

    private static byte[]? Plain(string text) =>
        text.Length >= ShortestToken ? SHA256.HashData(Encoding.UTF8.GetBytes(text)) : null;
}
