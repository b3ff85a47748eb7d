using System.Net.Sockets;
using System.Text;

namespace FlowLang.Tests.Servers;

/// <summary>
/// A server of mail that keeps what it gets and answers each command as a test says: the part of RFC 5321 that a sender needs.
/// </summary>
internal sealed class MailServer : LoopbackServer
{
    private readonly Func<string, string?> _answer;
    private readonly List<string> _messages = [];

    /// <param name="answer">Of a command; null for what a server that is well says.</param>
    public MailServer(Func<string, string?>? answer = null)
    {
        _answer = answer ?? (_ => null);
        Begin();
    }

    public int Port => Address.Port;

    /// <summary>Messages as they came, headers and text.</summary>
    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (_messages)
            {
                return [.. _messages];
            }
        }
    }

    protected override async Task SpeakAsync(StreamReader reader, NetworkStream stream)
    {
        await WriteAsync(stream, "220 test");
        while (await reader.ReadLineAsync(Stop) is { } command)
        {
            string answer = _answer(command) ?? Well(command);
            await WriteAsync(stream, answer);
            if (answer.StartsWith("354", StringComparison.Ordinal))
            {
                Keep(await MessageAsync(reader));
                await WriteAsync(stream, "250 taken");
            }
        }
    }

    private void Keep(string message)
    {
        lock (_messages)
        {
            _messages.Add(message);
        }
    }

    private async Task<string> MessageAsync(StreamReader reader)
    {
        StringBuilder message = new();
        while (await reader.ReadLineAsync(Stop) is { } line && line != ".")
        {
            message.Append(line).Append('\n');
        }

        return message.ToString();
    }

    private async Task WriteAsync(NetworkStream stream, string line) =>
        await stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), Stop);

    private static string Well(string command) => command.Split(' ')[0].ToUpperInvariant() switch
    {
        "EHLO" => "250-test\r\n250 AUTH PLAIN",
        "AUTH" => "235 known",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 fine",
    };
}
