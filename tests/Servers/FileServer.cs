using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FlowLang.Tests.Servers;

/// <summary>
/// Serves files on loopback by HTTP/1.1 as a publisher's site does (entity tags, conditions, ranges), request by request changed by a test
/// into whatever such sites do wrong. Written over sockets: no server library cuts off a body when asked.
/// </summary>
public sealed class FileServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<SeenRequest> _requests = [];
    private readonly X509Certificate2? _certificate;
    private readonly Task _loop;

    /// <param name="certificate">With one it speaks TLS.</param>
    public FileServer(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _loop = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}";

    /// <summary>The requests so far.</summary>
    public IReadOnlyList<SeenRequest> Requests => [.. _requests];

    /// <summary>Makes another answer of the one that is due.</summary>
    public Func<SeenRequest, Answer, Answer> Change { get; set; } = (_, answer) => answer;

    /// <summary>Whether it knows ranges and says so.</summary>
    public bool HasRanges { get; set; } = true;

    /// <summary>Whether it gives entity tags and times of change.</summary>
    public bool HasValidators { get; set; } = true;

    public void Put(string path, byte[] content) => _files[path] = content;

    public void Put(string path, string content) => Put(path, Encoding.UTF8.GetBytes(content));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => ServeAsync(client));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using Stream stream = await OpenAsync(client);
                if (await ReadAsync(stream) is { } request)
                {
                    _requests.Enqueue(request);
                    await SendAsync(stream, request, Change(request, Due(request)));
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or AuthenticationException)
            {
                // The other side went away, which is its right.
            }
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (_certificate is null)
        {
            return client.GetStream();
        }

        SslStream secure = new(client.GetStream());
        await secure.AuthenticateAsServerAsync(_certificate);
        return secure;
    }

    private async Task<SeenRequest?> ReadAsync(Stream stream)
    {
        using StreamReader reader = new(stream, Encoding.Latin1, false, 1024, leaveOpen: true);
        if (await reader.ReadLineAsync(_stop.Token) is not { Length: > 0 } line)
        {
            return null;
        }

        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } header)
        {
            int at = header.IndexOf(':', StringComparison.Ordinal);
            headers[header[..at]] = header[(at + 1)..].Trim();
        }

        string[] parts = line.Split(' ');
        return new SeenRequest(parts[0], parts[1], headers);
    }

    private Answer Due(SeenRequest request)
    {
        if (!_files.TryGetValue(request.Target.Split('?')[0], out byte[]? file))
        {
            return Answer.Text(404, "no such file");
        }

        string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(file))[..16]}\"";
        Dictionary<string, string> headers = new() { ["Content-Type"] = "application/octet-stream" };
        if (HasValidators)
        {
            headers["ETag"] = tag;
            if (request["If-None-Match"] == tag)
            {
                return new Answer(304, []) { Headers = headers, Length = null };
            }
        }

        if (HasRanges && request["Range"] is { } range && (request["If-Range"] ?? tag) == tag)
        {
            int from = int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            headers["Content-Range"] = from < file.Length ? $"bytes {from}-{file.Length - 1}/{file.Length}" : $"bytes */{file.Length}";
            return from < file.Length ? new Answer(206, file[from..]) { Headers = headers } : new Answer(416, []) { Headers = headers };
        }

        return new Answer(200, file) { Headers = headers };
    }

    private async Task SendAsync(Stream stream, SeenRequest request, Answer answer)
    {
        StringBuilder head = new($"HTTP/1.1 {answer.Status} {(HttpStatusCode)answer.Status}\r\nConnection: close\r\n");
        foreach ((string name, string value) in answer.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        head.Append(answer.Length is { } length ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n") : "");
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), _stop.Token);
        if (request.Method == "HEAD")
        {
            return;
        }

        int end = answer.CutAt ?? answer.StallsAt ?? answer.Body.Length;
        await stream.WriteAsync(answer.Body.AsMemory(0, Math.Min(end, answer.Body.Length)), _stop.Token);
        await stream.FlushAsync(_stop.Token);
        if (answer.StallsAt is not null)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }
    }
}
