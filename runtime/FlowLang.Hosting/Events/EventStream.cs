using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace FlowLang.Hosting.Events;

/// <summary>
/// Sends events as they come (server-sent events of the HTML standard). What waits for one connection is bounded: an event is taken when
/// the ones before it
/// went out, and a listener that accepts nothing for longer than the patience is cut off.
/// </summary>
internal static class EventStream
{
    private const int MostUnflushed = 16 * 1024;
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(15);

    public static async Task SendAsync(
        Site site, HttpContext context, Func<CancellationToken, IAsyncEnumerable<EventMessage>> open)
    {
        site.Listeners.Enter();
        try
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, site.Stopping);
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            PipeWriter output = context.Response.BodyWriter;

            // Goes out with the first event or when there is none yet: who has read it is listened for.
            Write(output, "retry: 2000\n\n");
            await CopyAsync(site, output, open, ends);
        }
        catch (TimeoutException)
        {
            context.Abort();
        }
        finally
        {
            site.Listeners.Leave();
        }
    }

    /// <summary>The number of the last event that the listener has, as its header or a parameter says; null for none.</summary>
    public static long? LastId(HttpRequest request)
    {
        string text = request.Headers["Last-Event-ID"].ToString();
        text = text.Length > 0 ? text : request.Query["after"].ToString();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : null;
    }

    private static async Task CopyAsync(
        Site site, PipeWriter output, Func<CancellationToken, IAsyncEnumerable<EventMessage>> open, CancellationTokenSource ends)
    {
        IAsyncEnumerator<EventMessage> messages = open(ends.Token).GetAsyncEnumerator(ends.Token);
        Task<bool> next = Task.FromResult(false);
        try
        {
            while (true)
            {
                next = messages.MoveNextAsync().AsTask();
                if (!next.IsCompleted || output.UnflushedBytes > MostUnflushed)
                {
                    await FlushAsync(site, output, ends.Token);
                }

                if (!await WaitAsync(site, output, next, ends.Token))
                {
                    break;
                }

                Write(output, Text(messages.Current));
            }

            await FlushAsync(site, output, ends.Token);
        }
        finally
        {
            await ends.CancelAsync();
            await next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await messages.DisposeAsync();
        }
    }

    /// <summary>Waits for the next event, and meanwhile sends comments that show a dead connection.</summary>
    private static async Task<bool> WaitAsync(Site site, PipeWriter output, Task<bool> next, CancellationToken cancel)
    {
        while (true)
        {
            Task first = await Task.WhenAny(next, Task.Delay(s_heartbeat, site.Time, cancel));
            if (first == next)
            {
                return await next;
            }

            cancel.ThrowIfCancellationRequested();
            Write(output, ":\n\n");
            await FlushAsync(site, output, cancel);
        }
    }

    private static async Task FlushAsync(Site site, PipeWriter output, CancellationToken cancel) =>
        await output.FlushAsync(cancel).AsTask().WaitAsync(site.Options.Limits.ListenerPatience, site.Time, cancel);

    private static string Text(EventMessage message)
    {
        string id = message.Id is { } number ? string.Create(CultureInfo.InvariantCulture, $"id: {number}\n") : "";
        return $"{id}event: {message.Kind}\ndata: {message.Data}\n\n";
    }

    private static void Write(PipeWriter output, string text) => Encoding.UTF8.GetBytes(text, output);
}
