namespace FlowLang.Connectors.Http;

/// <summary>Lets one process at a time fetch a file; another waits, and then finds it there.</summary>
internal static class CacheLock
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    public static async Task<IDisposable> TakeAsync(string path, TimeProvider time, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Held by another run: .NET locks such a file (flock), and does not wait for it.
                await Task.Delay(s_pause, time, cancel);
            }
        }
    }
}
