using System.Globalization;

namespace FlowLang.Connectors.Http;

/// <summary>Reads a body that may be cut off or hardly move.</summary>
/// <param name="timeout">The longest time in which less than <see cref="Least"/> bytes may come.</param>
internal sealed class BodyReader(HttpResponseMessage response, TimeSpan timeout, TimeProvider time) : IDisposable
{
    private const int Least = 1024;

    private readonly CancellationTokenSource _stall = new(timeout, time);
    private Stream? _body;
    private long _since;

    /// <summary>Why it ended before its end; null while it has not.</summary>
    public string? Cut { get; private set; }

    /// <summary>At least <paramref name="least"/> bytes, fewer only where the body ends or is cut off; 0 at its end.</summary>
    public async Task<int> ReadAsync(byte[] buffer, int least, CancellationToken cancel)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _stall.Token);
        int count = 0;
        try
        {
            _body ??= await response.Content.ReadAsStreamAsync(either.Token);
            while (count < least)
            {
                int read = await _body.ReadAsync(buffer.AsMemory(count), either.Token);
                if (read == 0)
                {
                    break;
                }

                count += read;
                Moved(read);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            Cut = string.Create(CultureInfo.InvariantCulture, $"it hardly moved for {timeout.TotalSeconds:0.###} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            Cut = "the connection was closed in the middle";
        }

        return count;
    }

    public void Dispose()
    {
        _stall.Dispose();
        _body?.Dispose();
    }

    private void Moved(int read)
    {
        _since += read;
        if (_since >= Least)
        {
            _since = 0;
            _stall.CancelAfter(timeout);
        }
    }
}
