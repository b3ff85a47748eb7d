using FlowLang.Hosting.Http;

namespace FlowLang.Hosting.Events;

/// <summary>Counts connections that stay open, and refuses one too many.</summary>
internal sealed class Listeners(int most)
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Enter()
    {
        if (Interlocked.Increment(ref _count) > most)
        {
            Leave();
            throw HttpErrors.TooManyListeners(most);
        }
    }

    public void Leave() => Interlocked.Decrement(ref _count);
}
